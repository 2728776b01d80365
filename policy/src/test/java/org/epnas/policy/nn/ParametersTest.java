package org.epnas.policy.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private final Parameters parameters = new Parameters();

  @Test
  void slicesFollowEachOtherAndKeepTheirValues() {
    parameters.allocateUniform("a", 2, 3, 0.1, new SplittableRandom(1));
    float[] before = parameters.values().clone();
    Parameters.Slice second = parameters.allocate("b", 4, 1);
    assertThat(second).isEqualTo(new Parameters.Slice("b", 6, 4, 1));
    assertThat(parameters.size()).isEqualTo(10);
    assertThat(parameters.values()).startsWith(before).endsWith(0, 0, 0, 0);
    assertThat(before).doesNotContain(0f);
    for (float value : before) {
      assertThat(value).isBetween(-0.1f, 0.1f);
    }
  }

  @Test
  void restoresItsStateExactly() {
    parameters.allocateUniform("a", 3, 5, 1, new SplittableRandom(1));
    float[] values = parameters.values().clone();
    byte[] state = parameters.state();
    parameters.values()[7] = 99;
    parameters.restore(state);
    assertThat(parameters.values()).containsExactly(values);
    assertThatThrownBy(() -> parameters.restore(new byte[4]))
        .hasMessage(
            "State has 4 bytes, 15 parameters need 60. Maybe it belongs to another configuration.");
  }

  @Test
  void refusesAnEmptySlice() {
    assertThatThrownBy(() -> parameters.allocate("head.kind", 3, 0))
        .hasMessageContaining("Parameter (head.kind) has shape (3, 0)");
  }

  @Test
  void clippingScalesToTheLimitAndNoFurther() {
    parameters.allocate("a", 1, 2);
    System.arraycopy(new float[] {3, 4}, 0, parameters.gradients(), 0, 2);
    assertThat(GradientClip.byNorm(parameters, 10)).isEqualTo(5);
    assertThat(parameters.gradients()).containsExactly(3, 4);
    assertThat(GradientClip.byNorm(parameters, 1)).isEqualTo(5);
    assertThat(parameters.gradients()).containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
  }
}
