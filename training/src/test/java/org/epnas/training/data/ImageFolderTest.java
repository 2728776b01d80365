package org.epnas.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.epnas.kernel.architecture.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path folder;

  @Test
  void readsOneClassPerFolderInTheOrderOfNames() throws IOException {
    for (int i = 0; i < 12; i++) {
      grey("cat/%02d.png".formatted(i), 3, 2, i);
      grey("ant/%02d.png".formatted(i), 3, 2, 100 + i);
    }

    TrainingData data = read();

    assertThat(data.training().shape()).isEqualTo(new TensorShape(1, 2, 3));
    // One sixth of 12 images of either class is 2.
    assertThat(data.test().classCounts()).containsExactly(2, 2);
    assertThat(data.training().classCounts()).containsExactly(10, 10);
    for (int i = 0; i < data.training().size(); i++) {
      int pixel = data.training().pixels()[6 * i];
      assertThat(data.training().labels()[i]).isEqualTo(pixel >= 100 ? 0 : 1);
    }
    assertThat(read().test().pixels()).isEqualTo(data.test().pixels());
  }

  @Test
  void readsAGivenSplit() throws IOException {
    grey("train/a/1.png", 2, 2, 1);
    grey("train/b/1.png", 2, 2, 2);
    grey("test/a/1.png", 2, 2, 3);
    grey("test/b/1.png", 2, 2, 4);

    TrainingData data = read();

    assertThat(data.training().pixels()).containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
    assertThat(data.test().pixels()).containsExactly(3, 3, 3, 3, 4, 4, 4, 4);
  }

  @Test
  void keepsGreyValuesAndSplitsColours() throws IOException {
    grey("train/a/1.png", 1, 1, 77);
    grey("test/a/1.png", 1, 1, 78);
    grey("test/b/1.png", 1, 1, 79);
    BufferedImage colour = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    colour.setRGB(0, 0, 0x010203);
    write("train/b/1.png", "png", colour);

    TrainingData data = read();

    // One image has colour, so the grey ones get three equal planes.
    assertThat(data.training().shape().channels()).isEqualTo(3);
    assertThat(data.training().pixels()).containsExactly(77, 77, 77, 1, 2, 3);
  }

  @Test
  void readsPalettesAndDeepGrey() throws IOException {
    // One bit a pixel, black and white: a palette image that is grey.
    BufferedImage bits = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    bits.setRGB(1, 0, 0xffffff);
    write("train/a/1.png", "png", bits);
    write("test/a/1.png", "png", bits);
    // 16 bits a pixel: the upper 8 count.
    BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSamples(0, 0, 2, 1, 0, new int[] {0x12ff, 0x3400});
    write("train/b/1.png", "png", deep);
    write("test/b/1.png", "png", deep);

    TrainingData data = read();

    assertThat(data.training().shape().channels()).isEqualTo(1);
    assertThat(data.training().pixels()).containsExactly(0, -1, 0x12, 0x34);
  }

  @Test
  void readsJpegAlmostExactly() throws IOException {
    for (String part : new String[] {"train", "test"}) {
      for (String name : new String[] {"a", "b"}) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        fill(image, name.equals("a") ? 60 : 90);
        write(part + "/" + name + "/1.jpeg", "jpeg", image);
      }
    }

    byte[] pixels = read().training().pixels();

    assertThat((int) pixels[0]).isBetween(57, 63);
    assertThat((int) pixels[64]).isBetween(87, 93);
  }

  @Test
  void saysWhichImageDiffersInSize() throws IOException {
    grey("a/1.png", 3, 2, 0);
    grey("a/2.png", 3, 2, 0);
    grey("b/1.png", 3, 2, 0);
    grey("b/odd.png", 4, 2, 0);

    assertRefused(
        "odd.png) is 4x2 (width x height) but (", "1.png) is 3x2; all must have one size");
  }

  @Test
  void resizesIfAsked() throws IOException {
    grey("a/1.png", 8, 8, 50);
    grey("a/2.png", 9, 5, 50);
    grey("b/1.png", 3, 4, 50);
    grey("b/2.png", 1, 1, 50);

    TrainingData data = ImageFolder.INSTANCE.read("small", folder, OptionalInt.of(4));

    assertThat(data.training().shape()).isEqualTo(new TensorShape(1, 4, 4));
    // A constant image stays what it is at any size.
    assertThat(data.training().pixels()).containsOnly(50);
  }

  @Test
  void refusesUnreadableImages() throws IOException {
    grey("a/1.png", 3, 2, 0);
    Files.writeString(folder.resolve("a/2.png"), "not an image");
    grey("b/1.png", 3, 2, 0);

    assertRefused("2.png) cannot be decoded (neither PNG nor JPEG)");
  }

  @Test
  void namesTheFirstOfManyUnreadableImagesAndTheirNumber() throws IOException {
    for (int i = 0; i < 50; i++) {
      grey("a/%02d.png".formatted(i), 3, 2, 0);
      grey("b/%02d.png".formatted(i), 3, 2, 0);
    }
    for (String name : new String[] {"a/31.png", "a/07.png", "b/02.png"}) {
      Files.writeString(folder.resolve(name), "not an image");
    }

    assertRefused(
        "a/07.png) cannot be decoded", "It is the first of 3 images, of 100, that cannot be used.");
  }

  @Test
  void tellsALinkThatLeadsNowhere() throws IOException {
    grey("a/1.png", 3, 2, 0);
    grey("b/1.png", 3, 2, 0);
    Files.createSymbolicLink(folder.resolve("a/2.png"), folder.resolve("gone.png"));

    assertRefused("a/2.png) is a link that leads nowhere. Maybe remove it.");
  }

  @Test
  void givesNoAdviceOnSizesThatCannotBeFollowed() throws IOException {
    grey("a/1.png", 3, 2, 0);
    grey("b/1.png", 4, 2, 0);

    assertRefused("all must have one size. Maybe crop and resize them all to one before.");
  }

  @Test
  void refusesOtherFilesInAClassFolder() throws IOException {
    grey("a/1.png", 3, 2, 0);
    grey("b/1.png", 3, 2, 0);
    Files.writeString(folder.resolve("b/notes.txt"), "x");

    assertRefused("notes.txt) is not a file that ends with .png, .jpg or .jpeg");
  }

  @Test
  void refusesAnEmptyClass() throws IOException {
    grey("a/1.png", 3, 2, 0);
    Files.createDirectory(folder.resolve("b"));

    assertRefused("b) has no image");
  }

  @Test
  void refusesASingleClass() throws IOException {
    grey("a/1.png", 3, 2, 0);

    assertRefused("has 1 class folder(s) [a]");
  }

  @Test
  void refusesAClassTooSmallToSplit() throws IOException {
    grey("a/1.png", 3, 2, 0);
    grey("a/2.png", 3, 2, 0);
    grey("b/1.png", 3, 2, 0);

    assertRefused(
        "Class (b) of data set (small) has 1 image(s); splitting needs at least 2 of every class. Maybe add images");
  }

  @Test
  void refusesHalfASplit() throws IOException {
    grey("train/a/1.png", 3, 2, 0);

    assertRefused("has a folder (train) alone");
  }

  @Test
  void takesATrainForAClassAmongOthers() throws IOException {
    for (String name : new String[] {"bus", "train"}) {
      grey(name + "/1.png", 3, 2, 0);
      grey(name + "/2.png", 3, 2, 0);
    }

    assertThat(read().training().classes()).isEqualTo(2);
  }

  @Test
  void refusesFoldersBesideASplit() throws IOException {
    grey("train/a/1.png", 3, 2, 0);
    grey("test/a/1.png", 3, 2, 0);
    grey("val/a/1.png", 3, 2, 0);

    assertRefused("has more folders than (train) and (test): [test, train, val]");
  }

  @Test
  void refusesFoldersInAClass() throws IOException {
    grey("a/1.png", 3, 2, 0);
    grey("b/deep/1.png", 3, 2, 0);

    assertRefused("deep) is not a file that ends with .png");
  }

  @Test
  void refusesDifferentClassesOfTrainingAndTest() throws IOException {
    grey("train/a/1.png", 3, 2, 0);
    grey("train/b/1.png", 3, 2, 0);
    grey("test/a/1.png", 3, 2, 0);
    grey("test/c/1.png", 3, 2, 0);

    assertRefused("Class folders [a, c] of", "differ from [a, b]");
  }

  private TrainingData read() {
    return ImageFolder.INSTANCE.read("small", folder, OptionalInt.empty());
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(this::read)
        .isInstanceOf(DataException.class)
        .hasMessageNotContaining("\n")
        .message()
        .contains(parts);
  }

  private void grey(String name, int width, int height, int value) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    fill(image, value);
    write(name, "png", image);
  }

  private static void fill(BufferedImage image, int value) {
    int[] samples = new int[image.getWidth() * image.getHeight()];
    Arrays.fill(samples, value);
    image.getRaster().setSamples(0, 0, image.getWidth(), image.getHeight(), 0, samples);
  }

  private void write(String name, String format, BufferedImage image) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
  }
}
