package org.epnas.training.conformance;

import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.network.NetworkCase;
import org.epnas.training.reference.ReferenceBackend;

/**
 * What is checked: a backend on one of its devices, in one number format.
 *
 * @param deterministic whether programs are compiled so that a repeat gives the same bits
 * @param threads compute threads of the programs
 * @param tolerance how far numbers may be from the reference backend's
 * @param allocatedBytes bytes that the backend's library has allocated in this process; empty where
 *     it cannot tell
 * @param hopelessBatchSize at which ResNet-20 cannot fit the device, where the backend can tell at
 *     once; an image takes about 1.5 MB
 */
public record Subject(
    Backend backend,
    Device device,
    Precision precision,
    boolean deterministic,
    int threads,
    Tolerance tolerance,
    Supplier<OptionalLong> allocatedBytes,
    OptionalInt hopelessBatchSize) {
  /** Keys dropout. */
  private static final long SEED = 42;

  CompileOptions options(int batchSize, boolean checked) {
    return new CompileOptions(device, batchSize, precision, threads, deterministic, checked, SEED);
  }

  Executable compile(Program program, int batchSize) {
    return backend.compile(program, options(batchSize, false));
  }

  /** Compiled for the case's batch, with its weights. */
  Executable load(NetworkCase network) {
    return load(network, compile(network.program(), network.batch().size()));
  }

  /** The same on the reference backend, in fp32. */
  static Executable loadReference(NetworkCase network) {
    int batchSize = network.batch().size();
    CompileOptions options =
        new CompileOptions(
            ReferenceBackend.DEVICE, batchSize, Precision.FP32, 1, true, false, SEED);
    return load(network, new ReferenceBackend().compile(network.program(), options));
  }

  private static Executable load(NetworkCase network, Executable executable) {
    try {
      executable.load(network.weights());
      return executable;
    } catch (RuntimeException e) {
      executable.close();
      throw e;
    }
  }
}
