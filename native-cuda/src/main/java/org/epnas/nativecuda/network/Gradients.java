package org.epnas.nativecuda.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.epnas.training.plan.BackwardStep.InputGradient;
import org.epnas.training.plan.BackwardStep.Write;
import org.epnas.training.plan.Fusion;
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
  private final Fusion fusion;
  private final Values values;
  private final int typeBytes;

  /** By tensor. */
  private final Map<Integer, Buffer> buffers = new HashMap<>();

  Gradients(TrainingSchedule schedule, Fusion fusion, Values values, TensorFormat format) {
    this.schedule = schedule;
    this.fusion = fusion;
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

  /**
   * Where a group puts its part of the gradient of one of its inputs, which is needed.
   *
   * @param first index of the group's first op
   * @param position of the input among the group's
   */
  Contribution contribution(int first, int position) {
    InputGradient gradient = fusion.gradients(first).get(position);
    return new Contribution(of(gradient.tensor()), gradient.write() == Write.ACCUMULATE);
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
