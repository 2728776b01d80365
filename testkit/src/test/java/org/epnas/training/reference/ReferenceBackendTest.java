package org.epnas.training.reference;

import java.util.OptionalInt;
import org.epnas.testkit.BackendContract;
import org.epnas.training.backend.Backend;

/** Comparisons of the reference with itself are trivial; its own truth is in the tests beside. */
final class ReferenceBackendTest extends BackendContract {
  @Override
  protected Backend backend() {
    return new ReferenceBackend();
  }

  @Override
  protected OptionalInt hopelessBatchSize() {
    return OptionalInt.of(1_000_000);
  }
}
