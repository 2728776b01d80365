package org.epnas.nativecpu;

import java.util.Optional;
import org.epnas.nativecpu.onednn.OneDnnLibrary;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendProvider;

/** Brings the {@link OneDnnBackend}, the preferred one. */
public final class OneDnnBackendProvider implements BackendProvider {
  @Override
  public Description description() {
    return new Description("onednn", "this machine's processor, with oneDNN", 300);
  }

  @Override
  public Backend create() {
    return new OneDnnBackend();
  }

  @Override
  public Optional<String> unavailable() {
    OneDnnLibrary library = OneDnnLibrary.get();
    return library.available() ? Optional.empty() : Optional.of(library.reason());
  }
}
