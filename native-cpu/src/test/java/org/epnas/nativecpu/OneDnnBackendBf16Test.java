package org.epnas.nativecpu;

import java.util.OptionalLong;
import org.epnas.nativecpu.memory.NativeMemory;
import org.epnas.nativecpu.onednn.PrecisionProbe;
import org.epnas.testkit.BackendContract;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.Tolerance;
import org.junit.jupiter.api.condition.EnabledIf;

/** Every op, structure and promise, in bf16, against the reference backend in fp32. */
@EnabledIf(
    value = "hasBf16",
    disabledReason = "oneDNN has no bf16 convolution on this processor (needs AVX-512 or newer)")
class OneDnnBackendBf16Test extends BackendContract {
  static boolean hasBf16() {
    return PrecisionProbe.canTrainInBf16();
  }

  @Override
  protected Backend backend() {
    return new OneDnnBackend();
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
