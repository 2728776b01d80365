package org.epnas.training.trainer;

import org.epnas.kernel.search.ExecutionMode;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Precision;

/**
 * Where and how networks run.
 *
 * @param precision one that the device can train in
 * @param threads compute threads of one network: the device's, divided by the parallel workers
 * @param seed of the run
 */
public record ExecutionSettings(
    Device device, Precision precision, int threads, ExecutionMode mode, long seed) {
  public ExecutionSettings {
    if (!device.precisions().contains(precision)) {
      throw new IllegalArgumentException(
          "Device (%s) cannot train in precision (%s). Maybe use one of %s."
              .formatted(device.id(), precision, device.precisions().stream().sorted().toList()));
    }
    if (threads < 1) {
      throw new IllegalArgumentException(
          "Threads (%s) of a network must be at least 1. Maybe train fewer networks at the same time (--workers)."
              .formatted(threads));
    }
  }

  CompileOptions compileOptions(int batchSize) {
    boolean deterministic =
        switch (mode) {
          case REPRODUCIBLE, FULL_ASSERT -> true;
          case FAST -> false;
        };
    boolean checked =
        switch (mode) {
          case REPRODUCIBLE, FAST -> false;
          case FULL_ASSERT -> true;
        };
    return new CompileOptions(device, batchSize, precision, threads, deterministic, checked, seed);
  }
}
