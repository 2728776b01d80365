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
   * @param batchSize images per training step, at least 2
   * @param threads compute threads to use, at least 1
   * @param checked whether every op's output is checked for NaN and infinity (slow)
   * @param deterministic whether sums keep one order, so that a repeat gives the same bits
   * @param seed keys the random numbers of dropout, together with the step
   */
  record CompileOptions(
      Device device,
      int batchSize,
      Precision precision,
      int threads,
      boolean deterministic,
      boolean checked,
      long seed) {}
}
