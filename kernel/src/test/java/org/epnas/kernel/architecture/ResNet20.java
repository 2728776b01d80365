package org.epnas.kernel.architecture;

import static org.epnas.kernel.architecture.Operations.conv;
import static org.epnas.kernel.architecture.Operations.linear;

/**
 * ResNet-20 for CIFAR-10 (He et al., "Deep residual learning", 2016, section 4.2), with 1x1
 * projections where a block changes the shape.
 */
public final class ResNet20 {
  private static final int BLOCKS_PER_STAGE = 3;

  private ResNet20() {}

  public static Architecture create() {
    ArchitectureBuilder builder = new ArchitectureBuilder(new TensorShape(3, 32, 32), 10);
    String x = builder.add("stem", conv(16, 3), Architecture.INPUT);
    for (int stage = 0; stage < 3; stage++) {
      for (int block = 0; block < BLOCKS_PER_STAGE; block++) {
        x = block(builder, "stage%d-block%d".formatted(stage, block), x, 16 << stage);
      }
    }
    x = builder.add("pool", new Operation.GlobalPooling(), x);
    builder.add("logits", new Operation.Dense(10), x);
    return builder.build();
  }

  private static String block(ArchitectureBuilder builder, String name, String x, int channels) {
    boolean reduces = builder.shape(x).channels() != channels;
    int stride = reduces ? 2 : 1;
    String y = builder.add(name + "-1", conv(channels, 3, stride), x);
    y = builder.add(name + "-2", linear(channels, 3, 1), y);
    String shortcut = reduces ? builder.add(name + "-shortcut", linear(channels, 1, stride), x) : x;
    return builder.add(name + "-add", new Operation.Add(Activation.RELU), y, shortcut);
  }
}
