package org.epnas.training.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Parameter.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightInitializerTest {
  private static final WeightInitializer INITIALIZER = new WeightInitializer(1);

  @Test
  void drawsConvolutionsAfterHe() {
    // Fan-in 16 * 3 * 3 = 144: deviation sqrt(2 / 144). 9216 values: relative error about 1 %.
    float[] values = values("conv", Role.CONVOLUTION_WEIGHT, 64, 16, 3, 3);

    assertThat(mean(values)).isCloseTo(0, within(0.005));
    assertThat(deviation(values)).isCloseTo(Math.sqrt(2.0 / 144), within(0.004));
  }

  @Test
  void drawsDenseWeightsByFanIn() {
    float[] values = values("dense", Role.DENSE_WEIGHT, 100, 64);

    assertThat(deviation(values)).isCloseTo(Math.sqrt(1.0 / 64), within(0.004));
  }

  @ParameterizedTest
  @CsvSource({"BIAS, 0", "SHIFT, 0", "RUNNING_MEAN, 0", "SCALE, 1", "RUNNING_VARIANCE, 1"})
  void startsOthersAsConstants(Role role, float value) {
    assertThat(values("x", role, 5)).containsOnly(value);
  }

  @Test
  void dependsOnSeedAndNameAlone() {
    float[] values = values("a/conv/weight", Role.CONVOLUTION_WEIGHT, 2, 2, 1, 1);

    assertThat(values("a/conv/weight", Role.CONVOLUTION_WEIGHT, 2, 2, 1, 1)).isEqualTo(values);
    assertThat(values("b/conv/weight", Role.CONVOLUTION_WEIGHT, 2, 2, 1, 1)).isNotEqualTo(values);
    Parameter parameter =
        new Parameter("a/conv/weight", List.of(2, 2, 1, 1), Role.CONVOLUTION_WEIGHT);
    assertThat(new WeightInitializer(2).initial(parameter).values()).isNotEqualTo(values);
  }

  private static float[] values(String name, Role role, Integer... shape) {
    return INITIALIZER.initial(new Parameter(name, List.of(shape), role)).values();
  }

  private static double mean(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    return Math.sqrt(
        IntStream.range(0, values.length)
            .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
            .average()
            .orElseThrow());
  }
}
