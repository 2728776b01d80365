package org.epnas.nativecpu.onednn;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks oneDNN what it has on this processor, by a small convolution in all three passes. */
public final class Probe {
  private static final int CHANNELS = 32;
  private static final int SIDE = 8;

  private final List<Optional<PrimitiveDescriptor>> passes;

  /**
   * @param layout of input and output; {@link Layout#ANY} leaves it to oneDNN
   */
  public Probe(OneDnn dnn, DataType type, Layout layout) {
    Convolution convolution = new Convolution(1, 1, 1);
    Descriptor x = dnn.descriptor(type, layout, 2, CHANNELS, SIDE, SIDE);
    Descriptor w = dnn.descriptor(type, Layout.ANY, CHANNELS, CHANNELS, 3, 3);
    Descriptor dw = dnn.descriptor(DataType.F32, Layout.ANY, CHANNELS, CHANNELS, 3, 3);
    Optional<PrimitiveDescriptor> forward = convolution.forward(dnn, x, w, x);
    this.passes =
        List.of(
            forward,
            forward.flatMap(hint -> convolution.backwardData(dnn, x, w, x, hint)),
            forward.flatMap(hint -> convolution.backwardWeights(dnn, x, dw, x, hint)));
  }

  /** Whether there is generated code for all three passes. */
  public boolean isFast() {
    return found().filter(descriptor -> !descriptor.isSlow()).count() == passes.size();
  }

  /** Whether one of the passes uses the matrix unit. */
  public boolean usesMatrixUnit() {
    return found().anyMatch(PrimitiveDescriptor::usesMatrixUnit);
  }

  private Stream<PrimitiveDescriptor> found() {
    return passes.stream().flatMap(Optional::stream);
  }
}
