package org.epnas.training.backend;

import java.util.List;
import org.epnas.kernel.program.Program;

/** Plug-in point: compiles whole programs for its devices. Thread-safe. */
public interface Backend {
  /** As shown by {@code epnas devices}, for example {@code onednn}. */
  String name();

  /** The devices of this machine; empty where the backend cannot run here. */
  List<Device> devices();

  /**
   * Plans memory, chooses layouts and algorithms. The parameters are undefined until {@link
   * Executable#load} is called.
   *
   * @throws BackendException if the device cannot run the program; the message names the op, shapes
   *     and device
   */
  Executable compile(Program program, CompileOptions options);

  /**
   * How to compile.
   *
   * @param device one of {@link #devices()}
   * @param batchSize images per step; with 1 the executable evaluates only, for latency: a training
   *     step needs at least 2
   * @param threads compute threads to use, at least 1
   * @param deterministic whether sums keep one order, so that a repeat gives the same bits
   * @param checked whether every op's output is checked: NaN or infinity gives a {@link
   *     BackendException} that names the op (slow)
   * @param seed keys the random numbers of dropout, together with the step
   */
  record CompileOptions(
      Device device,
      int batchSize,
      Precision precision,
      int threads,
      boolean deterministic,
      boolean checked,
      long seed) {
    public CompileOptions {
      if (batchSize < 1) {
        throw new IllegalArgumentException(
            "Batch size (%s) is below 1. Use 1 to evaluate, 2 or more to train."
                .formatted(batchSize));
      }
      if (threads < 1) {
        throw new IllegalArgumentException(
            "Thread count (%s) is below 1. Use 1 or more.".formatted(threads));
      }
    }
  }
}
