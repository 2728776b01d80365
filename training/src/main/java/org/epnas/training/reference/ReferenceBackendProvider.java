package org.epnas.training.reference;

import java.util.Optional;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendProvider;

/** Brings the {@link ReferenceBackend}, the last resort. */
public final class ReferenceBackendProvider implements BackendProvider {
  @Override
  public Description description() {
    return new Description("reference", "plain Java, runs everywhere, slow", 0);
  }

  @Override
  public Backend create() {
    return new ReferenceBackend();
  }

  @Override
  public Optional<String> unavailable() {
    return Optional.empty();
  }
}
