package org.epnas.searchspaces.cell;

import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Operation;

/**
 * What a branch does to one of its two sources, in the order of the values of {@link
 * Head#OPERATION}. All keep the number of channels and are linear at the end: the addition that
 * follows is activated.
 */
enum CellOperation {
  /** Passes a state on; where the cell halves its map, a strided 1x1 convolution. */
  IDENTITY("identity", "shrink", 1),
  SEPARABLE_3("sep3", "separable", 3),
  SEPARABLE_5("sep5", "separable", 5),
  CONVOLUTION_1("conv1", "conv", 1),
  CONVOLUTION_3("conv3", "conv", 3),
  DILATED_3("dil3", "dilated", 3),
  MAX_POOLING_3("max3", "maxpool", 3),
  AVERAGE_POOLING_3("avg3", "avgpool", 3);

  private static final int DILATION = 2;

  private final String code;
  private final String layerName;
  private final int kernel;

  CellOperation(String code, String layerName, int kernel) {
    this.code = code;
    this.layerName = layerName;
    this.kernel = kernel;
  }

  /** As written in a genotype. */
  String code() {
    return code;
  }

  /** Last part of the names of such layers: equal where parameters can be inherited. */
  String layerName() {
    return layerName;
  }

  /** Whether it needs no layer of its own. */
  boolean passesOn(int stride) {
    return this == IDENTITY && stride == 1;
  }

  /** Whether its layer ends in a batch norm. */
  boolean normalises(int stride) {
    return !passesOn(stride) && !pools();
  }

  boolean pools() {
    return this == MAX_POOLING_3 || this == AVERAGE_POOLING_3;
  }

  Operation operation(int channels, int stride) {
    return switch (this) {
      case IDENTITY, CONVOLUTION_1, CONVOLUTION_3 ->
          new Operation.Convolution(channels, kernel, stride, 1, 1, Activation.NONE);
      case DILATED_3 ->
          new Operation.Convolution(channels, kernel, stride, DILATION, 1, Activation.NONE);
      case SEPARABLE_3, SEPARABLE_5 ->
          new Operation.SeparableConvolution(channels, kernel, stride, 1, Activation.NONE);
      case MAX_POOLING_3 -> new Operation.MaxPooling(kernel, stride);
      case AVERAGE_POOLING_3 -> new Operation.AveragePooling(kernel, stride);
    };
  }
}
