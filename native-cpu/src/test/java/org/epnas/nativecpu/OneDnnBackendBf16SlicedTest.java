package org.epnas.nativecpu;

import org.epnas.nativecpu.onednn.OneDnnLibrary;
import org.epnas.training.backend.Backend;
import org.junit.jupiter.api.condition.EnabledIf;

/** With each image a slice of its own. */
@EnabledIf(
    value = "hasBf16",
    disabledReason = "oneDNN has no bf16 convolution on this processor (needs AVX-512 or newer)")
final class OneDnnBackendBf16SlicedTest extends OneDnnBackendBf16Test {
  @Override
  protected Backend backend() {
    return new OneDnnBackend(OneDnnLibrary.get(), OneDnnBackendSlicedTest.SINGLE_IMAGES);
  }
}
