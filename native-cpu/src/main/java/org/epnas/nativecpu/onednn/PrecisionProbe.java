package org.epnas.nativecpu.onednn;

/** Finds out in which precisions this processor can train. */
public final class PrecisionProbe {
  private PrecisionProbe() {}

  /**
   * Whether oneDNN has generated code for a bf16 convolution, forward and both backward passes.
   * False where the library is not available.
   */
  public static boolean canTrainInBf16() {
    if (!OneDnnLibrary.get().available()) {
      return false;
    }
    try (OneDnn dnn = OneDnn.open()) {
      return new Probe(dnn, DataType.BF16, Layout.ANY).isFast();
    }
  }
}
