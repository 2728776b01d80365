package org.epnas.nativecpu;

import java.util.OptionalLong;
import org.epnas.nativecpu.memory.NativeMemory;
import org.epnas.nativecpu.onednn.OneDnnLibrary;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendContract;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.Tolerance;
import org.junit.jupiter.api.condition.EnabledIf;

/** As {@link OneDnnBackendBf16Test}, with each image a slice of its own. */
@EnabledIf(
    value = "org.epnas.nativecpu.OneDnnBackendBf16Test#hasBf16",
    disabledReason = "oneDNN has no bf16 convolution on this processor (needs AVX-512 or newer)")
final class OneDnnBackendBf16SlicedTest extends BackendContract {
  @Override
  protected Backend backend() {
    return new OneDnnBackend(OneDnnLibrary.get(), OneDnnBackendSlicedTest.SINGLE_IMAGES);
  }

  @Override
  protected Precision precision() {
    return Precision.BF16;
  }

  /** Convolutions read rounded images and weights. */
  @Override
  protected Tolerance tolerance() {
    return Tolerance.BF16_ROUNDED_OPERANDS;
  }

  @Override
  protected int threads() {
    return 1;
  }

  @Override
  protected OptionalLong allocatedBytes() {
    return OptionalLong.of(NativeMemory.bytesInUse());
  }
}
