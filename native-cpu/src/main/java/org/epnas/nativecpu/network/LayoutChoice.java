package org.epnas.nativecpu.network;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.onednn.Convolution;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.Layout;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;

/**
 * Chooses the layout of a whole program, so that nothing is reordered between its layers. The
 * blocked layout is the fastest, but pads channels to whole blocks; where that would cost more than
 * channels-last loses, channels-last is taken.
 */
final class LayoutChoice {
  /**
   * Floating-point operations with padding over those without, from which channels-last is faster.
   * Measured: at 1.44 (20 channels in blocks of 8) both are even, at 2.56 (20 in blocks of 16)
   * channels-last is 1.2 to 1.6 times faster.
   */
  private static final double WORST_PADDING = 1.6;

  private static final int PROBE_CHANNELS = 32;
  private static final int PROBE_SIDE = 8;

  private LayoutChoice() {}

  static Layout of(Program program, OneDnn dnn, DataType type) {
    Optional<Layout> blocked =
        Stream.of(Layout.BLOCKED_16, Layout.BLOCKED_8)
            .filter(layout -> isFast(dnn, type, layout))
            .findFirst();
    return blocked
        .filter(layout -> padding(program, block(dnn, type, layout)) < WORST_PADDING)
        .orElse(Layout.CHANNELS_LAST);
  }

  /** Whether oneDNN has generated kernels for a layout on this processor, in all three passes. */
  private static boolean isFast(OneDnn dnn, DataType type, Layout layout) {
    Convolution convolution = new Convolution(1, 1, 1);
    Descriptor x = dnn.descriptor(type, layout, 2, PROBE_CHANNELS, PROBE_SIDE, PROBE_SIDE);
    Descriptor w = weights(dnn, type);
    Descriptor dw = weights(dnn, DataType.F32);
    Optional<PrimitiveDescriptor> forward = convolution.forward(dnn, x, w, x);
    return forward
        .map(hint ->
            List.of(
                forward,
                convolution.backwardData(dnn, x, w, x, hint),
                convolution.backwardWeights(dnn, x, dw, x, hint)))
        .orElse(List.of(forward))
        .stream()
        .allMatch(found -> found.filter(descriptor -> !descriptor.isSlow()).isPresent());
  }

  private static Descriptor weights(OneDnn dnn, DataType type) {
    return dnn.descriptor(type, Layout.ANY, PROBE_CHANNELS, PROBE_CHANNELS, 3, 3);
  }

  private static int block(OneDnn dnn, DataType type, Layout layout) {
    return dnn.descriptor(type, layout, 1, PROBE_CHANNELS, 1, 1).pixelOrder().block();
  }

  /**
   * Operations of the program's convolutions with channels padded to blocks, over those without.
   */
  static double padding(Program program, int block) {
    double padded = 0;
    double needed = 0;
    for (Op op : program.ops()) {
      if (op instanceof Op.Convolution convolution && convolution.input() != Program.INPUT) {
        TensorShape x = program.tensors().get(convolution.input());
        TensorShape y = program.tensors().get(convolution.output());
        double taps = (double) convolution.kernel() * convolution.kernel() * y.height() * y.width();
        boolean depthwise = convolution.groups() == x.channels();
        needed += taps * y.channels() * (depthwise ? 1 : x.channels());
        padded +=
            taps * padded(y.channels(), block) * (depthwise ? 1 : padded(x.channels(), block));
      }
    }
    return needed == 0 ? 1 : padded / needed;
  }

  private static int padded(int channels, int block) {
    return Math.ceilDiv(channels, block) * block;
  }
}
