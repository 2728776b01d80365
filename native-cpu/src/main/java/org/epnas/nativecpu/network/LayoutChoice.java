package org.epnas.nativecpu.network;

import java.util.stream.Stream;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Layout;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.onednn.Probe;

/**
 * Chooses the layout of a whole program, so that nothing is reordered between its layers. The
 * blocked layout is the fastest where there is no matrix emitter, whose code wants channels last;
 * but it pads channels to whole blocks, and where that would cost more than channels-last loses,
 * channels-last is taken.
 */
final class LayoutChoice {
  /**
   * Floating-point operations with padding over those without, from which channels-last is faster.
   * Measured: at 1.44 (20 channels in blocks of 8) both are even, at 2.56 (20 in blocks of 16)
   * channels-last is 1.2 to 1.6 times faster.
   */
  private static final double WORST_PADDING = 1.6;

  private LayoutChoice() {}

  static Layout of(Program program, OneDnn dnn, DataType type) {
    if (new Probe(dnn, type, Layout.CHANNELS_LAST).usesMatrixUnit()) {
      return Layout.CHANNELS_LAST;
    }
    return Stream.of(Layout.BLOCKED_16, Layout.BLOCKED_8)
        .filter(layout -> new Probe(dnn, type, layout).isFast())
        .findFirst()
        .filter(layout -> padding(program, block(dnn, type, layout)) < WORST_PADDING)
        .orElse(Layout.CHANNELS_LAST);
  }

  private static int block(OneDnn dnn, DataType type, Layout layout) {
    return dnn.descriptor(type, layout, 1, 1, 1, 1).pixelOrder().block();
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
