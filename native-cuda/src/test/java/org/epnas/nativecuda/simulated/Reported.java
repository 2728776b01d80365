package org.epnas.nativecuda.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.AbstractStringAssert;

/** Takes the simulated device's reports away and lets a test look at them. */
final class Reported {
  private Reported() {}

  /** There was one report; its text. */
  static AbstractStringAssert<?> once() {
    SimulatedDevice device = SimulatedDevice.get();
    List<String> reports = device.reports();
    device.clearReports();
    assertThat(reports).hasSize(1);
    return assertThat(reports.getFirst());
  }

  /** There was at least one report; the first one's text. */
  static AbstractStringAssert<?> first() {
    SimulatedDevice device = SimulatedDevice.get();
    List<String> reports = device.reports();
    device.clearReports();
    assertThat(reports).isNotEmpty();
    return assertThat(reports.getFirst());
  }
}
