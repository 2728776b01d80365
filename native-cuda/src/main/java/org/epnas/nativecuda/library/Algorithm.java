package org.epnas.nativecuda.library;

import static org.bytedeco.cuda.global.cudnn.CUDNN_DEFAULT_MATH;
import static org.bytedeco.cuda.global.cudnn.CUDNN_FMA_MATH;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TENSOR_OP_MATH;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TENSOR_OP_MATH_ALLOW_CONVERSION;

/**
 * How cuDNN computes one direction of a convolution.
 *
 * @param number of the algorithm in cuDNN's enumeration of the direction
 * @param math cuDNN's math type to use it with
 * @param workspaceBytes scratch memory that it needs
 * @param deterministic whether a repeat gives the same bits
 */
public record Algorithm(int number, int math, long workspaceBytes, boolean deterministic) {
  /** The math type as cuDNN's documentation writes it. */
  public String mathName() {
    return switch (math) {
      case CUDNN_DEFAULT_MATH -> "DEFAULT_MATH";
      case CUDNN_TENSOR_OP_MATH -> "TENSOR_OP_MATH";
      case CUDNN_TENSOR_OP_MATH_ALLOW_CONVERSION -> "TENSOR_OP_MATH_ALLOW_CONVERSION";
      case CUDNN_FMA_MATH -> "FMA_MATH";
      default -> "math type " + math;
    };
  }
}
