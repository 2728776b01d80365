package org.epnas.training.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.training.data.DataSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageWriterTest {
  private static final Normalisation AS_IT_IS = new Normalisation(List.of(0.0), List.of(1.0));

  // 1 2 3
  // 4 5 6
  private static final DataSet DATA =
      new DataSet(
          "made", new TensorShape(1, 2, 3), 2, new byte[] {1, 2, 3, 4, 5, 6}, new int[] {0});

  @Test
  void movesTheImageAndFillsWithZero() {
    assertThat(written(1, 0, false)).containsExactly(2, 3, 0, 5, 6, 0);
    assertThat(written(-2, 0, false)).containsExactly(0, 0, 1, 0, 0, 4);
    assertThat(written(0, 1, false)).containsExactly(4, 5, 6, 0, 0, 0);
    assertThat(written(0, -1, false)).containsExactly(0, 0, 0, 1, 2, 3);
    assertThat(written(3, 0, false)).containsExactly(0, 0, 0, 0, 0, 0);
  }

  @Test
  void mirrorsWhatItMoved() {
    assertThat(written(0, 0, true)).containsExactly(3, 2, 1, 6, 5, 4);
    assertThat(written(1, 0, true)).containsExactly(0, 3, 2, 0, 6, 5);
  }

  @Test
  void cutsOutTheVisiblePart() {
    ImageWriter writer = new ImageWriter(DATA, AS_IT_IS);
    float[] out = new float[6];
    writer.write(0, out, 0, 0, 0, false);

    writer.cutOut(out, 0, 1, -1, 2);

    assertThat(out).containsExactly(1, 0, 0, 4, 5, 6);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithThePlainDefinition(long seed) {
    RandomGenerator random = RandomStream.of(seed, Purpose.AUGMENTATION, 0, 0);
    TensorShape shape = new TensorShape(3, 1 + random.nextInt(7), 1 + random.nextInt(7));
    int elements = (int) shape.elements();
    byte[] pixels = new byte[2 * elements];
    random.nextBytes(pixels);
    DataSet data = new DataSet("made", shape, 2, pixels, new int[] {0, 1});
    Normalisation normalisation =
        new Normalisation(List.of(1.0, 20.0, 128.0), List.of(1.0, 2.0, 64.0));
    int dx = random.nextInt(-9, 10);
    int dy = random.nextInt(-9, 10);
    boolean flip = random.nextBoolean();
    float[] out = new float[elements + 5];
    Arrays.fill(out, 7);

    new ImageWriter(data, normalisation).write(1, out, 5, dx, dy, flip);

    float[] table = normalisation.table();
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < shape.height(); y++) {
        for (int x = 0; x < shape.width(); x++) {
          int sx = (flip ? shape.width() - 1 - x : x) + dx;
          int sy = y + dy;
          boolean inside = sx >= 0 && sx < shape.width() && sy >= 0 && sy < shape.height();
          int at = elements + (c * shape.height() + sy) * shape.width() + sx;
          float expected = inside ? table[c * 256 + (pixels[at] & 0xff)] : 0;
          assertThat(out[5 + (c * shape.height() + y) * shape.width() + x]).isEqualTo(expected);
        }
      }
    }
    assertThat(out).startsWith(7, 7, 7, 7, 7);
  }

  private static float[] written(int dx, int dy, boolean flip) {
    float[] out = new float[6];
    Arrays.fill(out, 9);
    new ImageWriter(DATA, AS_IT_IS).write(0, out, 0, dx, dy, flip);
    return out;
  }
}
