package org.epnas.testkit;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.Check;
import org.epnas.training.conformance.CheckResult;
import org.epnas.training.conformance.Subject;
import org.epnas.training.conformance.Tolerance;
import org.junit.jupiter.api.Assumptions;

/**
 * What a subclass of {@link BackendContract} or {@link ResidentContract} says about its backend.
 */
abstract class ContractFixture {
  /** The backend under test. */
  protected abstract Backend backend();

  /** The device under test. */
  protected Device device() {
    return backend().devices().getFirst();
  }

  protected Precision precision() {
    return Precision.FP32;
  }

  protected int threads() {
    return Math.min(2, device().threads());
  }

  protected Tolerance tolerance() {
    return Tolerance.of(precision());
  }

  /** Bytes that the backend's library has allocated in this process, where it can tell. */
  protected OptionalLong allocatedBytes() {
    return OptionalLong.empty();
  }

  /**
   * A batch size at which ResNet-20 cannot fit the device, where the backend can tell at once. An
   * image takes about 1.5 MB.
   */
  protected OptionalInt hopelessBatchSize() {
    return OptionalInt.empty();
  }

  /** The test passes, fails or is skipped as the check is. */
  final void run(Check check) {
    switch (check.run(subject())) {
      case CheckResult.Passed _ -> {}
      case CheckResult.Failed failed -> fail(failed.check() + ": " + failed.mismatch());
      case CheckResult.Crashed crashed -> fail(crashed.check(), crashed.error());
      case CheckResult.Skipped skipped -> Assumptions.abort(skipped.reason());
    }
  }

  private Subject subject() {
    return new Subject(
        backend(),
        device(),
        precision(),
        true,
        threads(),
        tolerance(),
        this::allocatedBytes,
        hopelessBatchSize());
  }
}
