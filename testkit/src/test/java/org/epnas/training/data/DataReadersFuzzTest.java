package org.epnas.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.epnas.testkit.fuzz.ReaderFuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images in every format that is read, changed at random. */
class DataReadersFuzzTest {
  private static final int SIDE = 12;
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  @Test
  void idx() throws IOException {
    byte[] images = idx(new int[] {3, 4, 5});
    byte[] labels = idx(new int[] {3});

    ReaderFuzz.Report report =
        fuzz(List.of(images, labels), 16 * MIB)
            .run(
                "idx",
                input -> {
                  int rank = input.length > 3 && input[3] == 1 ? 1 : 3;
                  IdxFile.Content content =
                      IdxFile.read("x", new ByteArrayInputStream(input), rank);
                  assertThat(content.values()).isNotEmpty();
                });

    assertUseful(report);
  }

  @Test
  void gzippedIdx() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(idx(new int[] {3, 4, 5}));
    }

    ReaderFuzz.Report report =
        fuzz(List.of(zipped.toByteArray()), 16 * MIB)
            .run("idx-gz", input -> IdxFile.read("x.gz", new ByteArrayInputStream(input), 3));

    assertThat(report.refused()).isPositive();
  }

  @Test
  void cifar() throws IOException {
    byte[] records = new byte[10 * 3073];
    new Random(3).nextBytes(records);
    for (int label = 0; label < 10; label++) {
      records[label * 3073] = (byte) label;
    }
    for (int i = 1; i <= 5; i++) {
      Files.write(folder.resolve("data_batch_%d.bin".formatted(i)), records);
    }

    ReaderFuzz.Report report =
        fuzz(List.of(records), 16 * MIB)
            .run(
                "cifar",
                input -> {
                  Files.write(folder.resolve("test_batch.bin"), input);
                  ImageData.read(folder);
                });

    assertThat(report.refused()).isPositive();
  }

  @Test
  void cifar100() throws IOException {
    byte[] records = new byte[100 * 3074];
    new Random(3).nextBytes(records);
    for (int label = 0; label < 100; label++) {
      records[label * 3074] = (byte) (label / 5);
      records[label * 3074 + 1] = (byte) label;
    }
    Files.write(folder.resolve("train.bin"), records);

    ReaderFuzz.Report report =
        fuzz(List.of(records), 16 * MIB)
            .run(
                "cifar100",
                input -> {
                  Files.write(folder.resolve("test.bin"), input);
                  ImageData.read(folder);
                });

    assertThat(report.refused()).isPositive();
  }

  @Test
  void png() throws IOException {
    images("png", List.of("IDAT", "IEND", "PLTE", "tRNS", "gAMA", "iCCP", "zTXt"));
  }

  @Test
  void jpeg() throws IOException {
    images("jpeg", List.of("JFIF", "Exif", "Adobe", "ICC_PROFILE"));
  }

  @Test
  void gifAndBmpUnderTheNamesOfOthers() throws IOException {
    images("gif", List.of("GIF87a", "GIF89a"));
    images("bmp", List.of("BM"));
  }

  private void images(String format, List<String> words) throws IOException {
    List<byte[]> seeds = new ArrayList<>();
    for (int type :
        new int[] {
          BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_BYTE_INDEXED
        }) {
      seeds.add(image(format, type, false));
    }
    if (format.equals("jpeg")) {
      seeds.add(image(format, BufferedImage.TYPE_INT_RGB, true));
    }
    Path file = folder.resolve("x.png");

    ReaderFuzz.Report report =
        new ReaderFuzz(seeds, words, 256L * MIB, List.of(DataException.class))
            .run(
                format,
                input -> {
                  Files.write(file, input);
                  ImageFile.Pixels pixels = ImageFile.read(file);
                  assertThat(pixels.pixels()).hasSize((int) pixels.shape().elements());
                });

    assertUseful(report);
  }

  private static byte[] image(String format, int type, boolean progressive) throws IOException {
    BufferedImage image = new BufferedImage(SIDE, SIDE, type);
    Random random = new Random(type);
    for (int i = 0; i < SIDE * SIDE; i++) {
      image.setRGB(i % SIDE, i / SIDE, random.nextInt());
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

  private static byte[] idx(int[] dimensions) {
    int total = 1;
    for (int dimension : dimensions) {
      total *= dimension;
    }
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * dimensions.length + total);
    file.putInt(0x800 + dimensions.length);
    for (int dimension : dimensions) {
      file.putInt(dimension);
    }
    return file.array();
  }

  private static ReaderFuzz fuzz(List<byte[]> seeds, long maxBytes) {
    return new ReaderFuzz(seeds, List.of(), maxBytes, List.of(DataException.class));
  }

  /** The valid ones are read, see {@link ReaderFuzz#run}, and some of the changed ones refused. */
  private static void assertUseful(ReaderFuzz.Report report) {
    assertThat(report.refused()).isPositive();
  }
}
