package org.epnas.nativecuda.simulated;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** See {@link OnSimulatedDevice}. */
final class SimulatedDeviceExtension
    implements ExecutionCondition, BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
  private static final String NVRTC = "/org/bytedeco/cuda/linux-x86_64/libnvrtc.so.13";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<String> obstacle =
        SimulatedDevice.obstacle()
            .or(() -> needsNvrtc(context) ? missingNvrtc() : Optional.empty());
    if (obstacle.isEmpty()) {
      return ConditionEvaluationResult.enabled("The simulated CUDA device can be used");
    }
    if (System.getenv("CI") != null) {
      throw new IllegalStateException("Not to be skipped on a build server: " + obstacle.get());
    }
    return ConditionEvaluationResult.disabled(obstacle.get());
  }

  private static boolean needsNvrtc(ExtensionContext context) {
    return context
        .getTestClass()
        .map(type -> type.getAnnotation(OnSimulatedDevice.class))
        .map(OnSimulatedDevice::nvrtc)
        .orElse(true);
  }

  private static Optional<String> missingNvrtc() {
    return SimulatedDeviceExtension.class.getResource(NVRTC) != null
        ? Optional.empty()
        : Optional.of(
            "NVRTC is not on the class path. Run ./build -Pgpu verify (downloads 340 MB once).");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    SimulatedDevice.get();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    SimulatedDevice.get().clearReports();
    SimulatedDevice.get().clearCounters();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    List<String> reports = SimulatedDevice.get().reports();
    SimulatedDevice.get().clearReports();
    if (!reports.isEmpty()) {
      throw new AssertionError("The simulated device reported:\n" + String.join("\n", reports));
    }
  }
}
