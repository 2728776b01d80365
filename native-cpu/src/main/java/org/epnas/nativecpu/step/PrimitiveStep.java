package org.epnas.nativecpu.step;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Arguments;
import org.epnas.nativecpu.onednn.Memory;
import org.epnas.nativecpu.onednn.Primitive;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;

/** Runs one oneDNN primitive. */
public final class PrimitiveStep implements WholeStep {
  private final String name;
  private final PrimitiveDescriptor descriptor;
  private final SequencedMap<Argument, View> arguments = new LinkedHashMap<>();
  private final List<Region> reads = new ArrayList<>();
  private final List<Region> writes = new ArrayList<>();

  public PrimitiveStep(String name, PrimitiveDescriptor descriptor) {
    this.name = name;
    this.descriptor = descriptor;
    descriptor
        .scratchpad()
        .ifPresent(scratchpad -> write(Argument.SCRATCHPAD, View.fresh(name, scratchpad)));
  }

  /** Adds a tensor that the primitive reads. */
  public PrimitiveStep read(Argument argument, View view) {
    arguments.put(argument, view);
    reads.add(view.region());
    return this;
  }

  /** Adds a tensor that the primitive overwrites. */
  public PrimitiveStep write(Argument argument, View view) {
    arguments.put(argument, view);
    writes.add(view.region());
    return this;
  }

  /** Adds a tensor to which the primitive adds. */
  public PrimitiveStep update(Argument argument, View view) {
    arguments.put(argument, view);
    reads.add(view.region());
    writes.add(view.region());
    return this;
  }

  /** What it runs. */
  public PrimitiveDescriptor descriptor() {
    return descriptor;
  }

  /** The tensor that was added for an argument. */
  public Optional<View> view(Argument argument) {
    return Optional.ofNullable(arguments.get(argument));
  }

  /** The tensors in the order in which they were added, scratch space among them. */
  SequencedMap<Argument, View> arguments() {
    return Collections.unmodifiableSequencedMap(arguments);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String implementation() {
    return descriptor.implementation();
  }

  @Override
  public List<Region> reads() {
    return List.copyOf(reads);
  }

  @Override
  public List<Region> writes() {
    return List.copyOf(writes);
  }

  @Override
  public long operandBytes() {
    return arguments.entrySet().stream()
        .filter(argument -> !argument.getKey().equals(Argument.SCRATCHPAD))
        .mapToLong(argument -> argument.getValue().descriptor().bytes())
        .sum();
  }

  @Override
  public Step bind(Binding binding) {
    SequencedMap<Argument, Memory> memories = new LinkedHashMap<>();
    arguments.forEach((argument, view) -> memories.put(argument, binding.memory(view)));
    Arguments bound = Arguments.of(binding.arena(), memories);
    Primitive primitive = binding.dnn().primitive(descriptor);
    return () -> primitive.execute(bound);
  }
}
