package org.epnas.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.epnas.kernel.architecture.TensorShape;
import org.junit.jupiter.api.Test;

class ResamplerTest {
  @Test
  void keepsAnImageThatFits() {
    byte[] pixels = {0, (byte) 255, 17, (byte) 130};

    assertThat(square(pixels, 2, 2, 2)).isEqualTo(pixels);
  }

  @Test
  void cropsTheMiddle() {
    // Columns 1 and 2 of 2x4.
    assertThat(square(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 4, 2)).containsExactly(2, 3, 6, 7);
    // Rows 1 and 2 of 4x2.
    assertThat(square(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2, 2)).containsExactly(3, 4, 5, 6);
  }

  @Test
  void averagesWhenItReduces() {
    // A fine chessboard of 0 and 200 becomes an even 100 away from the borders.
    byte[] board = new byte[64];
    for (int i = 0; i < 64; i++) {
      board[i] = (byte) ((i % 8 + i / 8) % 2 * 200);
    }

    byte[] small = square(board, 8, 8, 4);

    assertThat(Byte.toUnsignedInt(small[5])).isEqualTo(100);
    assertThat(Byte.toUnsignedInt(small[10])).isEqualTo(100);
  }

  @Test
  void interpolatesWhenItEnlarges() {
    // Centres of the four columns lie at -0.25, 0.25, 0.75 and 1.25 of the two.
    assertThat(square(new byte[] {0, 100, 0, 100}, 2, 2, 4)).startsWith(0, 25, 75, 100);
  }

  private static byte[] square(byte[] pixels, int height, int width, int side) {
    ImageFile.Pixels image = new ImageFile.Pixels(new TensorShape(1, height, width), pixels);
    return Resampler.square(image, side).pixels();
  }
}
