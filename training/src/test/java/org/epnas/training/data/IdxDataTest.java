package org.epnas.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxDataTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", ".gz"})
  void readsPlainAndCompressedFiles(String suffix) {
    IdxFiles.writeSmallDataSet(folder, suffix);

    TrainingData data = read();

    assertThat(data.training().shape()).isEqualTo(new TensorShape(1, 2, 3));
    assertThat(data.training().classes()).isEqualTo(2);
    assertThat(data.training().labels()).containsExactly(0, 1, 1, 0);
    assertThat(data.training().pixels()).isEqualTo(IdxFiles.pixels(4));
    assertThat(data.test().labels()).containsExactly(1, 0);
  }

  @Test
  void namesTheMissingFile() throws IOException {
    IdxFiles.writeSmallDataSet(folder, "");
    Files.delete(file("t10k-labels-idx1-ubyte"));

    assertRefused("has no file (t10k-labels-idx1-ubyte) or (t10k-labels-idx1-ubyte.gz)");
  }

  @Test
  void refusesSwappedFiles() {
    IdxFiles.writeSmallDataSet(folder, "");
    IdxFiles.write(file("train-images-idx3-ubyte"), new byte[] {0, 1, 1, 0}, 4);

    assertRefused(
        "train-images-idx3-ubyte) starts with 0x00000801 but IDX bytes of 3 dimension(s) start with 0x00000803");
  }

  @Test
  void refusesAShortFile() throws IOException {
    IdxFiles.writeSmallDataSet(folder, "");
    byte[] whole = IdxFiles.bytes(IdxFiles.pixels(4), 4, 2, 3);
    Files.write(file("train-images-idx3-ubyte"), Arrays.copyOf(whole, whole.length - 1));

    assertRefused("ends after 23 of the 24 values that its header declares");
  }

  @Test
  void refusesAFileThatEndsInItsHeader() throws IOException {
    IdxFiles.writeSmallDataSet(folder, "");
    Files.write(file("train-images-idx3-ubyte"), new byte[] {0, 0, 8, 3, 0});

    assertRefused("train-images-idx3-ubyte) ends too early");
  }

  @Test
  void refusesTrailingBytes() throws IOException {
    IdxFiles.writeSmallDataSet(folder, "");
    byte[] whole = IdxFiles.bytes(new byte[] {1, 0}, 2);
    Files.write(file("t10k-labels-idx1-ubyte"), Arrays.copyOf(whole, whole.length + 1));

    assertRefused("t10k-labels-idx1-ubyte) goes on after the 2 values");
  }

  @Test
  void refusesDamagedGzip() throws IOException {
    IdxFiles.writeSmallDataSet(folder, ".gz");
    Files.write(file("train-labels-idx1-ubyte.gz"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});

    assertRefused("train-labels-idx1-ubyte.gz) is not valid gzip");
  }

  @Test
  void refusesCutGzip() throws IOException {
    IdxFiles.writeSmallDataSet(folder, ".gz");
    byte[] whole = IdxFiles.gzip(IdxFiles.bytes(IdxFiles.pixels(4), 4, 2, 3));
    Files.write(file("train-images-idx3-ubyte.gz"), Arrays.copyOf(whole, whole.length / 2));

    assertRefused("train-images-idx3-ubyte.gz) ends too early");
  }

  @Test
  void refusesImpossibleDimensions() {
    IdxFiles.writeSmallDataSet(folder, "");
    IdxFiles.write(file("train-images-idx3-ubyte"), new byte[0], 4, 0, 3);

    assertRefused("has (0) as dimension 1; it must be at least 1");
  }

  @Test
  void refusesDimensionsThatOverflow() {
    IdxFiles.writeSmallDataSet(folder, "");
    IdxFiles.write(file("train-images-idx3-ubyte"), new byte[0], 65536, 65536, 65536);

    assertRefused("has (65536) as dimension 1; it must be at least 1 and the values must fit");
  }

  @Test
  void refusesDifferentCounts() {
    IdxFiles.writeSmallDataSet(folder, "");
    IdxFiles.write(file("train-labels-idx1-ubyte"), new byte[] {0, 1, 1}, 3);

    assertRefused("has 4 images but", "has 3 labels");
  }

  @Test
  void refusesATestLabelThatTrainingDoesNotHave() {
    IdxFiles.writeSmallDataSet(folder, "");
    IdxFiles.write(file("t10k-labels-idx1-ubyte"), new byte[] {1, 7}, 2);

    assertRefused("gives image 1 the label (7), but there are 2 classes");
  }

  @Test
  void refusesAnEmptyClass() {
    IdxFiles.writeSmallDataSet(folder, "");
    IdxFiles.write(file("train-labels-idx1-ubyte"), new byte[] {0, 2, 2, 0}, 4);

    assertRefused("Class (1) of data set (small training part) has no training image");
  }

  @Test
  void refusesASingleClass() {
    IdxFiles.writeSmallDataSet(folder, "");
    IdxFiles.write(file("train-labels-idx1-ubyte"), new byte[4], 4);

    assertRefused("(small training part) has 1 class(es)");
  }

  @Test
  void refusesDifferentSizesOfTrainingAndTest() {
    IdxFiles.writeSmallDataSet(folder, "");
    IdxFiles.write(file("t10k-images-idx3-ubyte"), new byte[2], 2, 1, 1);

    assertRefused("are 1x2x3 in 2 classes but test images are 1x1x1 in 2");
  }

  @Test
  void namesATypeOfValuesThatIsNotRead() throws IOException {
    IdxFiles.writeSmallDataSet(folder, "");
    Files.write(file("train-images-idx3-ubyte"), new byte[] {0, 0, 0x0d, 3, 0, 0, 0, 1});

    assertRefused("holds values of type float; IDX files of unsigned bytes are read");
  }

  private TrainingData read() {
    return IdxData.INSTANCE.read("small", folder, OptionalInt.empty());
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(this::read)
        .isInstanceOf(DataException.class)
        .hasMessageNotContaining("\n")
        .message()
        .contains(List.of(parts));
  }
}
