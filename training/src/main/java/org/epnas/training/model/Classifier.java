package org.epnas.training.model;

import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.BackendDevice;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Precision;
import org.epnas.training.weights.Weights;
import org.jspecify.annotations.Nullable;

/**
 * A program with weights on one device: compiled for one image and for a batch, each when first
 * asked for. Thread-safe; calls take turns.
 */
final class Classifier implements AutoCloseable {
  /** Images at a time. */
  static final int BATCH = 32;

  private final BackendDevice device;
  private final Program program;
  private final Weights weights;
  private @Nullable Executable single;
  private @Nullable Executable batch;
  private boolean closed;

  Classifier(BackendDevice device, Program program, Weights weights) {
    this.device = device;
    this.program = program;
    this.weights = weights;
  }

  BackendDevice device() {
    return device;
  }

  /**
   * @param images (size, C, H, W) f32, normalised
   * @param size 1 to {@link #BATCH}
   * @return (size, classes)
   */
  synchronized float[] logits(float[] images, int size) {
    return executable(size).logits(images, size);
  }

  private Executable executable(int size) {
    if (closed) {
      throw new IllegalStateException("Model is closed. Load it again.");
    }
    if (size == 1) {
      single = single == null ? compile(1) : single;
      return single;
    }
    batch = batch == null ? compile(BATCH) : batch;
    return batch;
  }

  private Executable compile(int size) {
    CompileOptions options =
        new CompileOptions(
            device.device(), size, Precision.FP32, device.device().threads(), true, false, 0);
    Executable executable = device.backend().compile(program, options);
    try {
      executable.load(weights);
      return executable;
    } catch (RuntimeException | Error e) {
      executable.close();
      throw e;
    }
  }

  /** Bytes that the compiled programs hold. */
  synchronized long memoryBytes() {
    return (single == null ? 0 : single.memoryBytes()) + (batch == null ? 0 : batch.memoryBytes());
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (single != null) {
      single.close();
    }
    if (batch != null) {
      batch.close();
    }
  }
}
