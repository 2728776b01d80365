package org.epnas.searchspaces.nasbench201;

import java.util.concurrent.ConcurrentMap;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;

/**
 * The skeleton of TransNAS-Bench-101's cells for classification: a stem of two 3x3 convolutions to
 * 64 channels, five modules of two cells with 128, 128, 256, 256 and 512 channels, global pooling,
 * a dense layer. The first cell of the first, third and fifth module halves the image: the edges
 * that leave its input have stride 2, a skip connection becomes a 1x1 convolution there.
 *
 * <p>Where all edges are on a path from input to output, a network has exactly the published
 * parameters; edges that are not, which the benchmark counts, have no layers here. The stem halves
 * images of 64 pixels and more once and those of 128 and more twice; the benchmark's have 256.
 */
final class TransnasMicroNetwork {
  private static final int CHANNELS = 64;
  private static final int MODULES = 5;
  private static final int CELLS = 2;
  private static final int HALVED_ONCE = 64;
  private static final int HALVED_TWICE = 128;

  private TransnasMicroNetwork() {}

  static Architecture of(
      TensorShape input, int classes, Cell cell, ConcurrentMap<Layer, Layer> shared) {
    NetworkLayers layers = new NetworkLayers(new ArchitectureBuilder(input, classes), shared);
    int side = Math.min(input.height(), input.width());
    String last = stem(layers, 0, CHANNELS / 2, side >= HALVED_TWICE ? 2 : 1, Architecture.INPUT);
    last = stem(layers, 1, CHANNELS, side >= HALVED_ONCE ? 2 : 1, last);
    int channels = CHANNELS;
    for (int module = 0; module < MODULES; module++) {
      boolean reduces = module % 2 == 0;
      channels = reduces ? 2 * channels : channels;
      for (int i = 0; i < CELLS; i++) {
        String name = "module%s.cell%s".formatted(module, i);
        last = new CellLayers(cell, layers, name, channels, reduces && i == 0).add(last);
      }
    }
    layers.add("pool", new Operation.GlobalPooling(), last);
    layers.add("classifier", new Operation.Dense(classes), "pool");
    return layers.build(TransnasMicroSpace.text(cell));
  }

  private static String stem(
      NetworkLayers layers, int number, int channels, int stride, String input) {
    return layers.add(
        "stem" + number, NetworkLayers.convolution(channels, 3, stride, Activation.RELU), input);
  }
}
