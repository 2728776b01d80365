package org.epnas.training.reference;

import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendContract;

/** Comparisons of the reference with itself are trivial; its own truth is in the tests beside. */
final class ReferenceBackendTest extends BackendContract {
  @Override
  protected Backend backend() {
    return new ReferenceBackend();
  }
}
