package org.epnas.searchspaces.baseline;

import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;

/**
 * MobileNetV2 (Sandler et al. 2018, Table 2) with a width multiplier from 0.35 to 1.4 (section 6).
 * Channel counts are rounded to multiples of 8, never down by more than a tenth, and the last
 * convolution keeps its 1280 channels below width 1, both as in the authors' own code.
 *
 * <p>Small images get fewer strides, as is usual on CIFAR: of the five strided layers the first
 * ones keep their map where the last map would otherwise be less than 3 wide. A 224x224 image ends
 * as 7x7, 96x96 as 3x3 (both as published), 32x32 as 4x4 by three strides. There is no dropout
 * before the classifier: regularising is the trainer's part, the same for every network.
 */
final class MobileNetV2 implements BaselineNetwork {
  private static final double LEAST_WIDTH = 0.35;
  private static final double LARGEST_WIDTH = 1.4;
  private static final int STEM_CHANNELS = 32;
  private static final int LAST_CHANNELS = 1280;
  private static final int DIVISOR = 8;
  private static final double LEAST_ROUNDED = 0.9;
  private static final int STRIDED_LAYERS = 5;
  private static final int SMALLEST_FINAL_MAP = 3;

  /** A row of Table 2: n bottlenecks of c channels, of which the first may have stride 2. */
  private record Stage(int expansion, int channels, int blocks, boolean strided) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(1, 16, 1, false),
          new Stage(6, 24, 2, true),
          new Stage(6, 32, 3, true),
          new Stage(6, 64, 4, true),
          new Stage(6, 96, 3, false),
          new Stage(6, 160, 3, true),
          new Stage(6, 320, 1, false));

  @Override
  public String description() {
    return "MobileNetV2 (Sandler et al. 2018), width 0.35 to 1.4 as in mobilenetv2:0.5; default 1";
  }

  @Override
  public Architecture create(TensorShape input, int classes, double width) {
    if (!(width >= LEAST_WIDTH && width <= LARGEST_WIDTH)) {
      throw new IllegalArgumentException(
          "MobileNetV2 width (%s) must be from %s to %s. Maybe use 1."
              .formatted(width, LEAST_WIDTH, LARGEST_WIDTH));
    }
    ArchitectureBuilder builder = new ArchitectureBuilder(input, classes);
    int flat = STRIDED_LAYERS - strides(input);
    convolution(builder, "stem", scaled(STEM_CHANNELS, width), 3, flat > 0 ? 1 : 2);
    int strided = 1;
    for (Stage stage : STAGES) {
      strided += stage.strided() ? 1 : 0;
      int stride = stage.strided() && strided > flat ? 2 : 1;
      bottlenecks(builder, stage, scaled(stage.channels(), width), stride);
    }
    convolution(builder, "last", scaled(LAST_CHANNELS, Math.max(1, width)), 1, 1);
    builder.add("pool", new Operation.GlobalPooling(), builder.last());
    builder.add("classifier", new Operation.Dense(classes), builder.last());
    return builder.build();
  }

  private static void bottlenecks(
      ArchitectureBuilder builder, Stage stage, int channels, int firstStride) {
    for (int block = 1; block <= stage.blocks(); block++) {
      builder.add(
          "bottleneck%s-%s".formatted(stage.channels(), block),
          new Operation.InvertedResidual(
              channels, 3, block == 1 ? firstStride : 1, stage.expansion()),
          builder.last());
    }
  }

  private static void convolution(
      ArchitectureBuilder builder, String name, int channels, int kernel, int stride) {
    builder.add(
        name,
        new Operation.Convolution(channels, kernel, stride, 1, 1, Activation.RELU6),
        builder.last());
  }

  /** How many of the strided layers keep their stride. */
  private static int strides(TensorShape input) {
    int side = Math.min(input.height(), input.width());
    int count = 0;
    while (count < STRIDED_LAYERS && (side + 1) / 2 >= SMALLEST_FINAL_MAP) {
      side = (side + 1) / 2;
      count++;
    }
    return count;
  }

  private static int scaled(int channels, double width) {
    double exact = channels * width;
    int rounded = Math.max(DIVISOR, (int) (exact + DIVISOR / 2.0) / DIVISOR * DIVISOR);
    return rounded < LEAST_ROUNDED * exact ? rounded + DIVISOR : rounded;
  }
}
