package org.epnas.nativecuda.network;

import org.epnas.nativecuda.library.ElementType;
import org.epnas.training.backend.Precision;

/** How the tensors of a network lie in memory. */
enum TensorFormat {
  /** (N, C, H, W) f32. */
  NCHW_F32(ElementType.F32, "_nchw_f32"),
  /** (N, H, W, C) bf16. */
  NHWC_BF16(ElementType.BF16, "_nhwc_bf16");

  private final ElementType type;
  private final String suffix;

  TensorFormat(ElementType type, String suffix) {
    this.type = type;
    this.suffix = suffix;
  }

  static TensorFormat of(Precision precision) {
    return switch (precision) {
      case FP32 -> NCHW_F32;
      case BF16 -> NHWC_BF16;
    };
  }

  ElementType type() {
    return type;
  }

  /** Ends the names of kernels that depend on the layout. */
  String suffix() {
    return suffix;
  }

  /** Ends the names of kernels that depend on the number format only. */
  static String suffix(ElementType type) {
    return switch (type) {
      case F32 -> "_f32";
      case BF16 -> "_bf16";
    };
  }
}
