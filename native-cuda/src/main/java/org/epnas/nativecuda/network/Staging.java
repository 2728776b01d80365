package org.epnas.nativecuda.network;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.epnas.nativecuda.runtime.PinnedMemory;
import org.epnas.nativecuda.runtime.Stream;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.StepOptions;

/** Batches on their way to the device, and results on their way back. */
final class Staging {
  /** A byte that makes an i32 larger than every index. */
  private static final int NOTHING_FOUND = 0x7f;

  private final Stream stream;
  private final Control control;
  private final Buffer images;
  private final Buffer labels;
  private final Buffer logits;
  private final MemorySegment imageBytes;
  private final MemorySegment labelBytes;
  private final MemorySegment stepBytes;
  private final MemorySegment resultBytes;
  private final MemorySegment logitBytes;

  /**
   * @param images (N, C, H, W) f32 on the device
   * @param labels (N) i32 on the device
   * @param logits (N, classes) f32 on the device
   */
  Staging(
      Stream stream, Control control, Buffer images, Buffer labels, Buffer logits, Scope scope) {
    this.stream = stream;
    this.control = control;
    this.images = images;
    this.labels = labels;
    this.logits = logits;
    this.imageBytes = pinned(scope, images.bytes());
    this.labelBytes = pinned(scope, labels.bytes());
    this.stepBytes = pinned(scope, Control.STEP.byteSize());
    this.resultBytes = pinned(scope, control.resultBytes());
    this.logitBytes = pinned(scope, logits.bytes());
  }

  private static MemorySegment pinned(Scope scope, long bytes) {
    PinnedMemory memory = scope.allocatePinned(bytes);
    return memory.segment();
  }

  /**
   * Queues a batch.
   *
   * @param imageElements values of one image
   */
  void upload(Batch batch, long imageElements) {
    int values = Math.toIntExact(batch.size() * imageElements);
    MemorySegment.copy(batch.images(), 0, imageBytes, ValueLayout.JAVA_FLOAT, 0, values);
    MemorySegment.copy(batch.labels(), 0, labelBytes, ValueLayout.JAVA_INT, 0, batch.size());
    stream.upload(imageBytes.asSlice(0, (long) values * Float.BYTES), images.address());
    stream.upload(labelBytes.asSlice(0, (long) batch.size() * Integer.BYTES), labels.address());
  }

  /** Queues that nothing was found yet: neither losses nor values that are not finite. */
  void clearResults() {
    stream.fill(control.totals(), 0, Control.totalBytes());
    if (control.checkBytes() > 0) {
      stream.fill(control.check(0), NOTHING_FOUND, control.checkBytes());
    }
  }

  /** Queues the hyper-parameters of a step. */
  void upload(StepOptions options, long number, int images) {
    Control.describe(stepBytes, number, 0, options, 0, images);
    stream.upload(stepBytes, control.step());
  }

  /** Waits for the step and gives what it has found. */
  Result download() {
    stream.download(control.totals(), resultBytes);
    stream.synchronise();
    return new Result(resultBytes);
  }

  /**
   * Waits for an evaluation and copies its first logits.
   *
   * @param count of values
   */
  float[] downloadLogits(int count) {
    stream.download(logits.address(), logitBytes.asSlice(0, (long) count * Float.BYTES));
    stream.synchronise();
    float[] values = new float[count];
    MemorySegment.copy(logitBytes, ValueLayout.JAVA_FLOAT, 0, values, 0, count);
    return values;
  }

  /** Totals and checks of a step, valid until the next one. */
  record Result(MemorySegment bytes) {
    /** Sum over the images. */
    double loss() {
      return bytes.get(ValueLayout.JAVA_DOUBLE, 0);
    }

    int correct() {
      return Math.toIntExact(bytes.get(ValueLayout.JAVA_LONG, Double.BYTES));
    }

    /** Index of the first value of an op's output that is not finite; huge where all are. */
    int check(int op) {
      return bytes.get(ValueLayout.JAVA_INT, Control.totalBytes() + (long) op * Integer.BYTES);
    }
  }
}
