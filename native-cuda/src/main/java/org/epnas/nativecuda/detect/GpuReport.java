package org.epnas.nativecuda.detect;

import java.util.List;

/**
 * Whether networks can be trained on a GPU here.
 *
 * @param reason one line: what was found, or what is missing and how to get it
 * @param driverVersion newest CUDA version that the driver can run, 13020 for 13.2; 0 without one
 * @param gpus the usable ones; empty where CUDA cannot run
 */
public record GpuReport(String reason, int driverVersion, List<Gpu> gpus) {
  public GpuReport {
    gpus = List.copyOf(gpus);
  }

  static GpuReport unusable(String reason) {
    return new GpuReport(reason, 0, List.of());
  }

  public boolean usable() {
    return !gpus.isEmpty();
  }
}
