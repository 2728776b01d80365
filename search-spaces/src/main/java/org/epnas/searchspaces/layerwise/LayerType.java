package org.epnas.searchspaces.layerwise;

import java.util.List;
import java.util.Set;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Operation;

/** What can be inserted, in the order of the values of {@link Head#TYPE}. */
enum LayerType {
  CONVOLUTION("conv", List.of(1, 3, 5), Set.of(Join.values()), true),
  SEPARABLE("separable", List.of(3, 5, 7), Set.of(Join.values()), true),
  DEPTHWISE("depthwise", List.of(3, 5, 7), Set.of(Join.NONE, Join.ADD), false),
  DILATED("dilated", List.of(3, 5), Set.of(Join.values()), true),
  /** Adds its own input inside (MobileNetV2), so a second addition would be one too many. */
  INVERTED_RESIDUAL("inverted", List.of(3, 5, 7), Set.of(Join.NONE, Join.CONCATENATE), true),
  /** Two convolutions and an addition of their input (He et al. 2016, Fig. 2). */
  BASIC_BLOCK("block", List.of(3), Set.of(Join.NONE), false),
  MAX_POOLING("maxpool", List.of(3), Set.of(Join.NONE, Join.ADD), false),
  AVERAGE_POOLING("avgpool", List.of(3), Set.of(Join.NONE, Join.ADD), false),
  /** A convolution of stride 2: the way to a new stage. */
  REDUCTION("reduce", List.of(3, 5), Set.of(Join.NONE), true);

  private static final int INITIAL_EXPANSION = 4;
  private static final int DILATION = 2;

  private final String prefix;
  private final List<Integer> kernels;
  private final Set<Join> joins;
  private final boolean ownChannels;

  LayerType(String prefix, List<Integer> kernels, Set<Join> joins, boolean ownChannels) {
    this.prefix = prefix;
    this.kernels = kernels;
    this.joins = joins;
    this.ownChannels = ownChannels;
  }

  /** First part of the names of such layers. */
  String prefix() {
    return prefix;
  }

  /** Kernels on offer at insertion. */
  List<Integer> kernels() {
    return kernels;
  }

  boolean joins(Join join) {
    return joins.contains(join);
  }

  /** Whether the channel count is its own instead of its input's. */
  boolean ownChannels() {
    return ownChannels;
  }

  boolean strides(int stride) {
    return switch (this) {
      case MAX_POOLING, AVERAGE_POOLING -> true;
      case REDUCTION -> stride == 2;
      case CONVOLUTION, SEPARABLE, DEPTHWISE, DILATED, INVERTED_RESIDUAL, BASIC_BLOCK ->
          stride == 1;
    };
  }

  /** How many layers of the architecture one insertion without a join takes. */
  int layers() {
    return switch (this) {
      case BASIC_BLOCK -> 3;
      case MAX_POOLING, AVERAGE_POOLING -> 2;
      case CONVOLUTION, SEPARABLE, DEPTHWISE, DILATED, INVERTED_RESIDUAL, REDUCTION -> 1;
    };
  }

  /** Whether it is followed by a batch norm, as convolutions have one of their own. */
  boolean pools() {
    return this == MAX_POOLING || this == AVERAGE_POOLING;
  }

  /** The operation; for a basic block, that of its convolutions. */
  Operation operation(int channels, int kernel, int stride, Activation activation) {
    return switch (this) {
      case CONVOLUTION, BASIC_BLOCK, REDUCTION ->
          new Operation.Convolution(channels, kernel, stride, 1, 1, activation);
      case DILATED -> new Operation.Convolution(channels, kernel, stride, DILATION, 1, activation);
      case SEPARABLE -> new Operation.SeparableConvolution(channels, kernel, stride, 1, activation);
      case DEPTHWISE -> new Operation.DepthwiseConvolution(kernel, stride, 1, activation);
      case INVERTED_RESIDUAL ->
          new Operation.InvertedResidual(channels, kernel, stride, INITIAL_EXPANSION);
      case MAX_POOLING -> new Operation.MaxPooling(kernel, stride);
      case AVERAGE_POOLING -> new Operation.AveragePooling(kernel, stride);
    };
  }
}
