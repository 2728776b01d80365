package org.epnas.app.selftest;

import java.util.List;

/**
 * What the self-test found.
 *
 * @param deviceLost why nothing more could be done on the device from some point on; empty if it
 *     works
 * @param interrupted whether it was told to end before everything was run
 * @param seconds that everything took
 */
public record SelfTestReport(
    GpuFacts facts,
    Part<CorrectnessRow> correctness,
    Part<LossRow> lossCurve,
    Part<MemoryRow> memoryReturn,
    Part<ThroughputRow> throughput,
    Part<AlgorithmRow> algorithms,
    String deviceLost,
    boolean interrupted,
    double seconds) {
  /** Whether everything was run, no part failed and the device still works. */
  public boolean passed() {
    return deviceLost.isEmpty() && !interrupted && failed() == 0;
  }

  private long failed() {
    return parts().stream().filter(SelfTestReport::failed).count();
  }

  private List<Part<?>> parts() {
    return List.of(correctness, lossCurve, memoryReturn, throughput, algorithms);
  }

  private static boolean failed(Part<?> part) {
    return part.status() == Part.Status.FAILED;
  }

  /** One line. */
  public String verdict() {
    String device = facts.simulated() ? "the simulated device" : "this GPU";
    if (passed()) {
      return "PASSED: %s computes what the reference backend computes.".formatted(device);
    }
    if (!deviceLost.isEmpty()) {
      return "FAILED: %s was lost (%s); what was left could not be run."
          .formatted(device, deviceLost);
    }
    long failed = failed();
    return failed == 0
        ? "INTERRUPTED: nothing that was run failed on %s; the rest says nothing.".formatted(device)
        : "FAILED: %s of %s parts failed on %s.".formatted(failed, parts().size(), device);
  }
}
