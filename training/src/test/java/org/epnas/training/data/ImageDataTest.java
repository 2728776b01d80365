package org.epnas.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.epnas.kernel.architecture.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDataTest {
  @TempDir Path folder;

  @Test
  void aFolderGivesItsNamesToTheClasses() throws IOException {
    for (int i = 0; i < 3; i++) {
      write("zebra/%d.png".formatted(i), grey(2, 2, i));
      write("ant/%d.png".formatted(i), grey(2, 2, i));
    }

    TrainingData data = ImageData.read(folder);

    assertThat(data.training().classNames()).containsExactly("ant", "zebra");
    assertThat(data.test().classNames()).containsExactly("ant", "zebra");
    assertThat(data.training().name()).startsWith(folder.getFileName().toString());
  }

  @Test
  void whatIsNoFolderIsRefused() {
    assertThatThrownBy(() -> ImageData.read(folder.resolve("nowhere")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void aGreyImageBecomesThreeEqualPlanes() {
    assertThat(ImageData.image(grey(1, 1, 77), new TensorShape(3, 1, 1)))
        .containsExactly(77, 77, 77);
  }

  @Test
  void aColourImageBecomesItsLuma() {
    BufferedImage colour = new BufferedImage(4, 1, BufferedImage.TYPE_INT_RGB);
    colour.setRGB(0, 0, 0xff0000);
    colour.setRGB(1, 0, 0x00ff00);
    colour.setRGB(2, 0, 0x0000ff);
    colour.setRGB(3, 0, 0xffffff);

    // 0.299, 0.587 and 0.114 of 255, rounded.
    assertThat(ImageData.image(colour, new TensorShape(1, 1, 4)))
        .containsExactly(76, (byte) 150, 29, (byte) 255);
  }

  @Test
  void theShorterSideIsScaledAndTheMiddleCutOut() {
    // 8x4 to 2x2: columns 2 to 5 remain, each pair of them and of rows becomes one.
    BufferedImage wide = new BufferedImage(8, 4, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < 8; x++) {
      for (int y = 0; y < 4; y++) {
        wide.getRaster().setSample(x, y, 0, x < 2 || x > 5 ? 255 : x < 4 ? 40 : 80);
      }
    }

    byte[] square = ImageData.image(wide, new TensorShape(1, 2, 2));

    assertThat(square[0]).isEqualTo(square[2]).isBetween((byte) 40, (byte) 50);
    assertThat(square[1]).isEqualTo(square[3]).isBetween((byte) 70, (byte) 80);
  }

  @Test
  void aTargetNeedNotBeSquare() {
    BufferedImage square = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++) {
        square.getRaster().setSample(x, y, 0, 10 * y + x);
      }
    }

    // Rows 1 and 2 are the middle half.
    assertThat(ImageData.image(square, new TensorShape(1, 2, 4)))
        .containsExactly(10, 11, 12, 13, 20, 21, 22, 23);
  }

  @Test
  void otherChannelsAreRefused() {
    assertThatThrownBy(() -> ImageData.image(grey(1, 1, 0), new TensorShape(2, 1, 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("(2x1x1)");
  }

  private static BufferedImage grey(int width, int height, int value) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < width * height; i++) {
      image.getRaster().setSample(i % width, i / width, 0, value);
    }
    return image;
  }

  private void write(String name, BufferedImage image) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }
}
