package org.epnas.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.training.data.DataSet;
import org.epnas.training.data.Subset;
import org.junit.jupiter.api.Test;

class NormalisationTest {
  // Two images of two channels and 1x2 pixels, and a third one that is not counted.
  private static final DataSet DATA =
      new DataSet(
          "made",
          new TensorShape(2, 1, 2),
          2,
          new byte[] {0, 2, (byte) 200, (byte) 200, 4, 6, (byte) 200, (byte) 200, 99, 99, 99, 99},
          new int[] {0, 1, 1});

  @Test
  void takesMeanAndDeviationOfEveryChannel() {
    Normalisation normalisation = Normalisation.of(new Subset(DATA, new int[] {0, 1}));

    // Channel 0: 0, 2, 4, 6 have mean 3 and variance (9 + 1 + 1 + 9) / 4 = 5.
    assertThat(normalisation.means()).containsExactly(3.0, 200.0);
    assertThat(normalisation.deviations().get(0)).isCloseTo(Math.sqrt(5), within(1e-12));
    // A constant channel would divide by 0.
    assertThat(normalisation.deviations().get(1)).isEqualTo(1);
  }

  @Test
  void tabulatesEveryByte() {
    float[] table = new Normalisation(List.of(3.0, 200.0), List.of(2.0, 1.0)).table();

    assertThat(table).hasSize(512);
    assertThat(table[7]).isEqualTo(2f);
    assertThat(table[256 + 255]).isEqualTo(55f);
  }

  @Test
  void refusesADeviationOfZero() {
    assertThatThrownBy(() -> new Normalisation(List.of(1.0), List.of(0.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0.0]");
  }
}
