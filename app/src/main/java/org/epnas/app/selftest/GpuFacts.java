package org.epnas.app.selftest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.epnas.nativecuda.CudaVersions;
import org.epnas.nativecuda.GpuInspection;
import org.epnas.nativecuda.detect.Gpu;
import org.epnas.study.run.Versions;

/**
 * What was tested, and with what.
 *
 * @param date in UTC, ISO 8601
 * @param computeCapability for example {@code 9.0}
 * @param simulated whether it is the simulated device of the tests
 */
public record GpuFacts(
    String date,
    String gpu,
    String computeCapability,
    long memoryBytes,
    boolean simulated,
    CudaVersions cuda,
    Versions versions) {
  static GpuFacts of(GpuInspection inspection) {
    Gpu gpu = inspection.gpu();
    int capability = gpu.computeCapability();
    return new GpuFacts(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        gpu.name(),
        "%s.%s".formatted(capability / 10, capability % 10),
        gpu.memoryBytes(),
        gpu.simulated(),
        inspection.versions(),
        Versions.current());
  }
}
