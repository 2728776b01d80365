package org.epnas.nativecuda.network;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import org.epnas.nativecuda.runtime.DeviceMemory;
import org.epnas.training.backend.Executable.StepOptions;

/**
 * The small memory that steers a step on the device: what changes from step to step (the struct
 * {@code Step} of step.cu), what the steps add up, and what checks have found.
 */
final class Control {
  /** As step.cu declares it. */
  static final StructLayout STEP =
      MemoryLayout.structLayout(
          ValueLayout.JAVA_LONG.withName("number"),
          ValueLayout.JAVA_LONG.withName("epoch"),
          ValueLayout.JAVA_FLOAT.withName("learningRate"),
          ValueLayout.JAVA_FLOAT.withName("momentum"),
          ValueLayout.JAVA_FLOAT.withName("weightDecay"),
          ValueLayout.JAVA_FLOAT.withName("labelSmoothing"),
          ValueLayout.JAVA_INT.withName("first"),
          ValueLayout.JAVA_INT.withName("images"));

  private static final VarHandle NUMBER = field("number");
  private static final VarHandle EPOCH = field("epoch");
  private static final VarHandle LEARNING_RATE = field("learningRate");
  private static final VarHandle MOMENTUM = field("momentum");
  private static final VarHandle WEIGHT_DECAY = field("weightDecay");
  private static final VarHandle LABEL_SMOOTHING = field("labelSmoothing");
  private static final VarHandle FIRST = field("first");
  private static final VarHandle IMAGES = field("images");

  /** Row of the next step, i32. */
  private static final long CURSOR = 48;

  /** Sum of losses f64, correct predictions i64, then one i32 per check. */
  private static final long TOTALS = 64;

  private static final long CORRECT = TOTALS + Double.BYTES;
  private static final long CHECKS = CORRECT + Long.BYTES;

  private final DeviceMemory memory;
  private final int checks;

  /**
   * @param checks ops that may be checked
   */
  Control(int checks, Scope scope) {
    this.memory = scope.allocate(CHECKS + (long) checks * Integer.BYTES);
    this.checks = checks;
  }

  private static VarHandle field(String name) {
    return STEP.varHandle(PathElement.groupElement(name));
  }

  /**
   * Describes a step as the device reads it.
   *
   * @param to at least {@link #STEP}'s bytes
   * @param number keys dropout
   * @param epoch keys augmentation
   * @param first place of its first image in the epoch
   */
  static void describe(
      MemorySegment to, long number, long epoch, StepOptions options, int first, int images) {
    NUMBER.set(to, 0L, number);
    EPOCH.set(to, 0L, epoch);
    LEARNING_RATE.set(to, 0L, (float) options.learningRate());
    MOMENTUM.set(to, 0L, (float) options.momentum());
    WEIGHT_DECAY.set(to, 0L, (float) options.weightDecay());
    LABEL_SMOOTHING.set(to, 0L, (float) options.labelSmoothing());
    FIRST.set(to, 0L, first);
    IMAGES.set(to, 0L, images);
  }

  /** Address of the current step. */
  long step() {
    return memory.address();
  }

  /** Address of the current step's learning rate, momentum and weight decay. */
  long rates() {
    return address("learningRate");
  }

  long smoothing() {
    return address("labelSmoothing");
  }

  long epoch() {
    return address("epoch");
  }

  /** Address of the place of the current batch's first image. */
  long first() {
    return address("first");
  }

  private long address(String field) {
    return memory.address() + STEP.byteOffset(PathElement.groupElement(field));
  }

  /** Address of the number of the row that is the next step. */
  long cursor() {
    return memory.address() + CURSOR;
  }

  /** Address of the sum of the losses; the number of correct predictions follows. */
  long totals() {
    return memory.address() + TOTALS;
  }

  long correct() {
    return memory.address() + CORRECT;
  }

  /** Bytes of both totals and of all checks, which lie one after another. */
  long resultBytes() {
    return CHECKS - TOTALS + checkBytes();
  }

  /** Bytes of both totals. */
  static long totalBytes() {
    return CHECKS - TOTALS;
  }

  /** Address of the first value that an op's output has no finite number at. */
  long check(int op) {
    return memory.address() + CHECKS + (long) op * Integer.BYTES;
  }

  long checkBytes() {
    return (long) checks * Integer.BYTES;
  }
}
