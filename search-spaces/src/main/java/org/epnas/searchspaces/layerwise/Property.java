package org.epnas.searchspaces.layerwise;

import java.util.List;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.Operation;
import org.epnas.searchspaces.transformation.Factor;

/** What can be scaled, in the order of the values of {@link Head#PROPERTY}. */
enum Property {
  /** Output channels, together with all that additions tie to them. */
  CHANNELS,
  /** Side of the window: 3, 5 or 7. */
  KERNEL,
  /** Hidden channels of an inverted residual as a multiple of its input's, at most 8. */
  EXPANSION;

  private static final List<Integer> KERNELS = List.of(3, 5, 7);
  private static final int MAXIMUM_EXPANSION = 8;

  /** The value of an operation after scaling, empty where that is not offered. */
  OptionalInt scaled(Operation operation, Factor factor) {
    return switch (this) {
      case CHANNELS ->
          operation instanceof Operation.OwnChannels own
              ? factor.scaleChannels(own.channels(), LayerwiseSpace.MAXIMUM_CHANNELS)
              : OptionalInt.empty();
      case KERNEL ->
          operation instanceof Operation.Windowed windowed
              ? scaledKernel(windowed.kernel(), factor)
              : OptionalInt.empty();
      case EXPANSION ->
          operation instanceof Operation.InvertedResidual block
              ? scaledExpansion(block.expansion(), factor)
              : OptionalInt.empty();
    };
  }

  private static OptionalInt scaledKernel(int kernel, Factor factor) {
    int at = KERNELS.indexOf(kernel);
    int target = at + factor.steps();
    return at >= 0 && target >= 0 && target < KERNELS.size()
        ? OptionalInt.of(KERNELS.get(target))
        : OptionalInt.empty();
  }

  private static OptionalInt scaledExpansion(int expansion, Factor factor) {
    OptionalInt product = factor.scaleExactly(expansion);
    return product.isPresent() && product.getAsInt() <= MAXIMUM_EXPANSION
        ? product
        : OptionalInt.empty();
  }
}
