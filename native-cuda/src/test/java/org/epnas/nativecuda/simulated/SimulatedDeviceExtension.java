package org.epnas.nativecuda.simulated;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** See {@link OnSimulatedDevice}. */
final class SimulatedDeviceExtension
    implements ExecutionCondition,
        BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return TestPrerequisite.of(SimulatedDevice.obstacle(needsNvrtc(context))).condition();
  }

  private static boolean needsNvrtc(ExtensionContext context) {
    return context
        .getTestClass()
        .map(type -> type.getAnnotation(OnSimulatedDevice.class))
        .map(OnSimulatedDevice::nvrtc)
        .orElse(true);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    SimulatedDevice.get();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    requireNoReports();
    SimulatedDevice.get().clearCounters();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    requireNoReports();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    requireNoReports();
  }

  /** Takes the reports away, so that one mistake fails one test. */
  static void requireNoReports() {
    SimulatedDevice device = SimulatedDevice.get();
    device.finish();
    List<String> reports = device.reports();
    device.clearReports();
    if (!reports.isEmpty()) {
      throw new AssertionError("The simulated device reported:\n" + String.join("\n", reports));
    }
  }
}
