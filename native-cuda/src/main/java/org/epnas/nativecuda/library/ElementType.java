package org.epnas.nativecuda.library;

import static org.bytedeco.cuda.global.cudart.CUDA_R_16BF;
import static org.bytedeco.cuda.global.cudart.CUDA_R_32F;

/** Number format of the values of a tensor on the device. */
public enum ElementType {
  F32(Float.BYTES, CUDA_R_32F),
  BF16(Short.BYTES, CUDA_R_16BF);

  private final int bytes;
  private final int cudaType;

  ElementType(int bytes, int cudaType) {
    this.bytes = bytes;
    this.cudaType = cudaType;
  }

  /** Of one value. */
  public int bytes() {
    return bytes;
  }

  int cudaType() {
    return cudaType;
  }
}
