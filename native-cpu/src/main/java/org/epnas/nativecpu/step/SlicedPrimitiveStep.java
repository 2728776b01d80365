package org.epnas.nativecpu.step;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.epnas.nativecpu.loop.TensorSum;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Arguments;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.Memory;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;
import org.epnas.nativecpu.slice.SliceWork;
import org.epnas.nativecpu.slice.Slices;

/**
 * Runs one oneDNN primitive for each slice of the batch, on the thread that has the slice. The
 * gradient of a weight is kept by slice and then added up in the order of the slices.
 */
public final class SlicedPrimitiveStep implements SlicedStep {
  private final PrimitiveStep whole;
  private final PrimitiveDescriptor slice;
  private final Slices slices;

  /** Vectors by channel, which no slice has a part of. */
  private static final Set<Argument> BY_CHANNEL =
      Set.of(
          Argument.BIAS,
          Argument.SCALE,
          Argument.SHIFT,
          Argument.SCALE_GRADIENT,
          Argument.SHIFT_GRADIENT,
          Argument.MEAN,
          Argument.VARIANCE);

  /** Scratch space of the primitive, for each thread. */
  private final Optional<TensorRegion> scratch;

  /** Gradients of the weight, for each slice. */
  private final Optional<TensorRegion> gradients;

  /**
   * @param whole the step for the whole batch, with its tensors
   * @param slice the same operation on the images of one slice
   */
  public SlicedPrimitiveStep(
      PrimitiveStep whole, PrimitiveDescriptor slice, Slices slices, int workers) {
    if (!Collections.disjoint(whole.arguments().keySet(), BY_CHANNEL)) {
      throw new IllegalArgumentException(
          "Step (%s) has a tensor by channel. It cannot be cut into images; add it as it is."
              .formatted(whole.name()));
    }
    this.whole = whole;
    this.slice = slice;
    this.slices = slices;
    this.scratch = slice.scratchpad().map(d -> new TensorRegion(whole.name(), d, workers));
    this.gradients =
        whole
            .view(Argument.WEIGHTS_GRADIENT)
            .map(view -> new TensorRegion(whole.name(), view.descriptor(), slices.count()));
  }

  @Override
  public String name() {
    return whole.name();
  }

  @Override
  public String implementation() {
    return slice.implementation();
  }

  @Override
  public List<Region> reads() {
    return whole.reads();
  }

  @Override
  public List<Region> writes() {
    List<Region> writes = new ArrayList<>(whole.writes());
    whole.view(Argument.SCRATCHPAD).ifPresent(view -> writes.remove(view.region()));
    scratch.ifPresent(tensors -> writes.add(tensors.region()));
    gradients.ifPresent(tensors -> writes.add(tensors.region()));
    return writes;
  }

  @Override
  public Set<Region> sliced() {
    Set<Region> sliced = new HashSet<>();
    whole
        .arguments()
        .forEach((argument, view) -> {
          if (isSliced(argument)) {
            sliced.add(view.region());
          }
        });
    return sliced;
  }

  private static boolean isSliced(Argument argument) {
    return !argument.equals(Argument.WEIGHTS)
        && !argument.equals(Argument.WEIGHTS_GRADIENT)
        && !argument.equals(Argument.SCRATCHPAD);
  }

  @Override
  public long operandBytes() {
    return whole.operandBytes();
  }

  @Override
  public SliceWork bind(Binding binding) {
    SequencedMap<Argument, Memory[]> bySlice = new LinkedHashMap<>();
    SequencedMap<Argument, Memory> fixed = new LinkedHashMap<>();
    whole
        .arguments()
        .forEach((argument, view) -> {
          if (isSliced(argument)) {
            bySlice.put(argument, slices(binding, argument, view));
          } else if (argument.equals(Argument.WEIGHTS)) {
            fixed.put(argument, binding.memory(view));
          }
        });
    gradients.ifPresent(
        tensors -> bySlice.put(Argument.WEIGHTS_GRADIENT, tensors.memories(binding)));
    Optional<Memory[]> scratches = scratch.map(tensors -> tensors.memories(binding));
    Arguments[] workers = new Arguments[binding.team().threads()];
    for (int worker = 0; worker < workers.length; worker++) {
      workers[worker] = arguments(binding, bySlice, fixed, scratches, worker);
    }
    return new PrimitiveWork(
        name(),
        binding.team().alone(() -> binding.dnn().primitive(slice)),
        workers,
        bySlice.values().toArray(Memory[][]::new),
        binding.streams(),
        gradients.map(tensors -> sum(binding, tensors)));
  }

  private Memory[] slices(Binding binding, Argument argument, View view) {
    if (argument.equals(Argument.WORKSPACE)) {
      long bytes = view.descriptor().bytes() / slices.count();
      return binding.slices(view, slice.workspace().orElseThrow(), bytes, slices.count());
    }
    long bytes = view.descriptor().imageBytes() * slices.size();
    return binding.slices(view, ofSlice(binding, view.descriptor()), bytes, slices.count());
  }

  private Descriptor ofSlice(Binding binding, Descriptor wholeBatch) {
    return binding.dnn().firstImages(wholeBatch, slices.size());
  }

  /** What changes with the slice comes first, in its order. */
  private static Arguments arguments(
      Binding binding,
      SequencedMap<Argument, Memory[]> bySlice,
      Map<Argument, Memory> fixed,
      Optional<Memory[]> scratches,
      int worker) {
    SequencedMap<Argument, Memory> all = new LinkedHashMap<>();
    bySlice.forEach((argument, memories) -> all.put(argument, memories[0]));
    all.putAll(fixed);
    scratches.ifPresent(memories -> all.put(Argument.SCRATCHPAD, memories[worker]));
    return Arguments.of(binding.arena(), all);
  }

  private TensorSum sum(Binding binding, TensorRegion tensors) {
    View gradient = whole.view(Argument.WEIGHTS_GRADIENT).orElseThrow();
    return new TensorSum(
        binding.segment(tensors.region()),
        tensors.distance(),
        slices.count(),
        binding.segment(gradient));
  }
}
