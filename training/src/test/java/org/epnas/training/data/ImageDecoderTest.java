package org.epnas.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
  @TempDir Path folder;

  /** Where the scan, nine tenths of the file and more, is cut. */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.5, 0.6, 0.9, 0.99})
  void refusesAJpegThatIsCutOffInItsScan(double share) throws IOException {
    byte[] whole = noise("jpeg", false);
    assertThat(ImageFile.read(file("whole.jpg", whole)).shape().width()).isEqualTo(64);
    Path cut = file("cut.jpg", Arrays.copyOf(whole, (int) (share * whole.length)));

    assertThatThrownBy(() -> ImageFile.read(cut))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Image (%s) cannot be decoded (it ends in the middle of the picture). Maybe it is damaged: replace or remove it.",
            cut);
  }

  @Test
  void refusesAProgressiveJpegThatIsCutOff() throws IOException {
    byte[] whole = noise("jpeg", true);
    assertThat(ImageFile.read(file("whole.jpg", whole)).shape().width()).isEqualTo(64);
    Path cut = file("cut.jpg", Arrays.copyOf(whole, whole.length * 6 / 10));

    assertThatThrownBy(() -> ImageFile.read(cut)).isInstanceOf(DataException.class);
  }

  @Test
  void refusesAPngThatIsCutOff() throws IOException {
    byte[] whole = noise("png", false);
    Path cut = file("cut.png", Arrays.copyOf(whole, whole.length * 6 / 10));

    assertThatThrownBy(() -> ImageFile.read(cut)).isInstanceOf(DataException.class);
  }

  @Test
  void refusesABombByItsHeaderWithoutMemoryForItsPixels() throws IOException {
    // 40000 x 40000 pixels of 1 bit: 200 MB that deflate to 200 kB, 4.8 GB as three planes.
    Path bomb = file("bomb.png", pngHeader(40_000, 40_000));
    long before = allocated();

    assertThatThrownBy(() -> ImageFile.read(bomb))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("bomb.png) is 40000x40000 pixels by its header; at most 134 million");
    assertThat(allocated() - before).isLessThan(16 << 20);
  }

  @Test
  void callsLackOfMemoryByItsName() throws IOException {
    Path image = file("x.png", noise("png", false));
    DataException problem =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            DataException.class,
            () ->
                DataMemory.orTooLarge(
                    image.toString(),
                    () -> {
                      throw new OutOfMemoryError("Java heap space");
                    }));

    assertThat(problem)
        .hasMessageStartingWith("Data (%s) does not fit into the memory that Java may use (", image)
        .hasMessageContaining("Maybe give Java more (EPNAS_JAVA_OPTS=-Xmx8g");
  }

  @Test
  void refusesAnEmptyFileAndOneOfZeros() throws IOException {
    assertThatThrownBy(() -> ImageFile.read(file("x.png", new byte[0])))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("(it is empty)");
    // What Java takes for WBMP otherwise.
    assertThatThrownBy(() -> ImageFile.read(file("x.png", new byte[] {0, 0, 9, 9, 0, 0, 0, 0})))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("(neither PNG nor JPEG)");
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  /** 64 x 64 pixels of noise, so that the header is a small part of the file. */
  private static byte[] noise(String format, boolean progressive) throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(5);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, random.nextInt());
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    if (progressive) {
      parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** A PNG file of 1-bit grey that ends after its header. */
  private static byte[] pngHeader(int width, int height) {
    byte[] header =
        ByteBuffer.allocate(17)
            .put(new byte[] {'I', 'H', 'D', 'R'})
            .putInt(width)
            .putInt(height)
            .put(new byte[] {1, 0, 0, 0, 0})
            .array();
    CRC32 check = new CRC32();
    check.update(header);
    return ByteBuffer.allocate(8 + 4 + header.length + 4 + 4)
        .putLong(0x89504e470d0a1a0aL)
        .putInt(13)
        .put(header)
        .putInt((int) check.getValue())
        .putInt(0)
        .array();
  }
}
