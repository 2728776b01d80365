package org.epnas.nativecpu.step;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.epnas.nativecpu.slice.SliceWork;

/** Runs a loop of our own over the slices of the batch. */
public final class SlicedLoopStep implements SlicedStep {
  private final String name;
  private final String implementation;
  private final Function<Binding, SliceWork> loop;
  private final List<Region> reads = new ArrayList<>();
  private final List<Region> writes = new ArrayList<>();
  private final Set<Region> sliced = new HashSet<>();
  private long operandBytes;

  /**
   * @param implementation what the code is called
   * @param loop makes the work from the addresses
   */
  public SlicedLoopStep(String name, String implementation, Function<Binding, SliceWork> loop) {
    this.name = name;
    this.implementation = implementation;
    this.loop = loop;
  }

  /** Adds a tensor that every slice reads whole. */
  public SlicedLoopStep reads(View view) {
    reads.add(view.region());
    operandBytes += view.descriptor().bytes();
    return this;
  }

  /**
   * Adds something outside of the arena that another step leaves.
   *
   * @param token stands for it
   * @param bytes of it
   */
  public SlicedLoopStep needs(Region token, long bytes) {
    reads.add(token);
    operandBytes += bytes;
    return this;
  }

  /** Adds a tensor of which a slice reads its own images. */
  public SlicedLoopStep readsImages(View view) {
    sliced.add(view.region());
    return reads(view);
  }

  /** Adds a tensor that is complete after the last slice only. */
  public SlicedLoopStep writes(View view) {
    writes.add(view.region());
    operandBytes += view.descriptor().bytes();
    return this;
  }

  /** Adds a tensor of which a slice writes its own images. */
  public SlicedLoopStep writesImages(View view) {
    sliced.add(view.region());
    return writes(view);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String implementation() {
    return implementation;
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
  public Set<Region> sliced() {
    return Set.copyOf(sliced);
  }

  @Override
  public long operandBytes() {
    return operandBytes;
  }

  @Override
  public SliceWork bind(Binding binding) {
    return loop.apply(binding);
  }
}
