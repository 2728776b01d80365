package org.epnas.nativecpu.onednn;

import java.util.Optional;

/** Finds out what this processor can compute by asking oneDNN for it. */
public final class PrecisionProbe {
  private static final int CHANNELS = 32;
  private static final int SIDE = 8;

  private PrecisionProbe() {}

  /**
   * Whether oneDNN has generated kernels for a small bf16 convolution, forward and both backward
   * passes. False where the library is not available.
   */
  public static boolean canTrainInBf16() {
    if (!OneDnnLibrary.get().available()) {
      return false;
    }
    try (OneDnn dnn = OneDnn.open()) {
      Convolution convolution = new Convolution(1, 1, 1);
      Descriptor x = dnn.descriptor(DataType.BF16, Layout.ANY, 2, CHANNELS, SIDE, SIDE);
      Descriptor w = dnn.descriptor(DataType.BF16, Layout.ANY, CHANNELS, CHANNELS, 3, 3);
      Descriptor dw = dnn.descriptor(DataType.F32, Layout.ANY, CHANNELS, CHANNELS, 3, 3);
      Optional<PrimitiveDescriptor> forward = convolution.forward(dnn, x, w, x);
      return isFast(forward)
          && isFast(forward.flatMap(hint -> convolution.backwardData(dnn, x, w, x, hint)))
          && isFast(forward.flatMap(hint -> convolution.backwardWeights(dnn, x, dw, x, hint)));
    }
  }

  private static boolean isFast(Optional<PrimitiveDescriptor> found) {
    return found.filter(descriptor -> !descriptor.isSlow()).isPresent();
  }
}
