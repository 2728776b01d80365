package org.epnas.policy.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {
  private final Parameters parameters = new Parameters();
  private final Adam adam;

  AdamTest() {
    parameters.allocate("a", 1, 2);
    adam = new Adam(2, Adam.Config.of(0.1));
    set(1, -1);
  }

  @Test
  void takesTwoStepsByHand() {
    gradient(2, 0);
    adam.step(parameters);
    // m = 0.1 * 2 = 0.2, corrected by 1 - 0.9: 2; v = 0.001 * 4, corrected by 1 - 0.999: 4.
    // 1 - 0.1 * 2 / sqrt(4) = 0.9; no gradient, no step.
    assertThat(parameters.values()[0]).isCloseTo(0.9f, within(1e-6f));
    assertThat(parameters.values()[1]).isEqualTo(-1);
    gradient(-1, 0);
    adam.step(parameters);
    // m = 0.9 * 0.2 - 0.1 = 0.08, / 0.19 = 0.421053; v = 0.999 * 0.004 + 0.001 = 0.004996,
    // / 0.001999 = 2.499250; 0.9 - 0.1 * 0.421053 / 1.580902 = 0.873366
    assertThat(parameters.values()[0]).isCloseTo(0.873366f, within(2e-6f));
  }

  @Test
  void restoredStateContinuesExactly() {
    gradient(0.3f, -2);
    adam.step(parameters);
    float[] values = parameters.values().clone();
    byte[] state = adam.state();
    adam.step(parameters);
    float[] expected = parameters.values().clone();
    set(values[0], values[1]);
    Adam other = new Adam(2, Adam.Config.of(0.1));
    other.restore(state);
    other.step(parameters);
    assertThat(parameters.values()).containsExactly(expected);
    assertThatThrownBy(() -> other.restore(new byte[3])).hasMessageContaining("has 3 bytes");
  }

  @Test
  void findsTheMinimumOfAParabola() {
    for (int step = 0; step < 400; step++) {
      float[] x = parameters.values();
      gradient(2 * (x[0] - 3), 20 * (x[1] - 0.5f));
      adam.step(parameters);
    }
    assertThat(parameters.values()).containsExactly(new float[] {3, 0.5f}, within(1e-2f));
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> Adam.Config.of(-1))
        .hasMessage("Adam learning rate (-1.0) must be positive. Maybe use 0.001.");
    assertThatThrownBy(() -> new Adam(3, Adam.Config.of(1)).step(parameters))
        .hasMessageContaining("made for 3 parameters and got 2");
  }

  private void set(float first, float second) {
    System.arraycopy(new float[] {first, second}, 0, parameters.values(), 0, 2);
  }

  private void gradient(float first, float second) {
    System.arraycopy(new float[] {first, second}, 0, parameters.gradients(), 0, 2);
  }
}
