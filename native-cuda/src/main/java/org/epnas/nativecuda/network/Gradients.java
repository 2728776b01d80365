package org.epnas.nativecuda.network;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.epnas.training.plan.TrainingSchedule;

/**
 * The gradients of a program's tensors. The first of a tensor's readers that comes to it overwrites
 * it, the others add to it.
 */
final class Gradients {
  /** Where one reader of a tensor puts its part of the gradient. */
  record Contribution(Buffer buffer, boolean accumulate) {
    /** As kernels take it. */
    int flag() {
      return accumulate ? 1 : 0;
    }

    /** The buffer where its content counts. */
    Stream<Buffer> reads() {
      return accumulate ? Stream.of(buffer) : Stream.empty();
    }
  }

  private final TrainingSchedule schedule;
  private final Values values;
  private final int typeBytes;

  /** By tensor. */
  private final Map<Integer, Buffer> buffers = new HashMap<>();

  private final Set<Integer> written = new HashSet<>();

  Gradients(TrainingSchedule schedule, Values values, TensorFormat format) {
    this.schedule = schedule;
    this.values = values;
    this.typeBytes = format.type().bytes();
  }

  /** Whether anything trained lies before the tensor. */
  boolean isNeeded(int tensor) {
    return schedule.hasGradient(tensor);
  }

  /** What the readers of a tensor put together. */
  Buffer of(int tensor) {
    return buffers.computeIfAbsent(
        tensor, key -> new Buffer("gradient of " + key, (long) values.elements(key) * typeBytes));
  }

  /** The place for the next contribution to a gradient that is needed. */
  Contribution contribute(int tensor) {
    return new Contribution(of(tensor), !written.add(tensor));
  }

  /** The buffers that a step reads: these, and those that it adds to. */
  static List<Buffer> reads(Stream<Buffer> own, List<Contribution> contributions) {
    return Stream.concat(own, contributions.stream().flatMap(Contribution::reads)).toList();
  }

  /** The buffers that a step writes: these, and those that it contributes to. */
  static List<Buffer> writes(Stream<Buffer> own, List<Contribution> contributions) {
    return Stream.concat(own, contributions.stream().map(Contribution::buffer)).toList();
  }
}
