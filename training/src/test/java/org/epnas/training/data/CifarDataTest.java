package org.epnas.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarDataTest {
  private static final int IMAGE = 3072;

  @TempDir Path folder;

  @Test
  void readsCifar10InTheOrderOfItsFiles() throws IOException {
    writeCifar10(folder);

    TrainingData data = CifarData.CIFAR_10.read("small", folder, OptionalInt.empty());

    DataSet training = data.training();
    assertThat(training.shape()).isEqualTo(new TensorShape(3, 32, 32));
    // Five files of two images each: file b has labels 2b and 2b + 1.
    assertThat(training.labels()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    // Every byte of an image is its label.
    assertThat(training.pixels()[7 * IMAGE]).isEqualTo((byte) 7);
    assertThat(training.pixels()[8 * IMAGE - 1]).isEqualTo((byte) 7);
    assertThat(data.test().labels()).containsExactly(3);
  }

  /** The files' names hold numbers. */
  @Test
  void readsTheSameFilesWhereDigitsAreOthers() throws IOException {
    writeCifar10(folder);
    Locale machine = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(CifarData.CIFAR_10.recognises(folder)).isTrue();
      assertThat(CifarData.CIFAR_10.read("small", folder, OptionalInt.empty()).training().size())
          .isEqualTo(10);
    } finally {
      Locale.setDefault(machine);
    }
  }

  @Test
  void readsTheFolderOfTheOfficialArchive() throws IOException {
    writeCifar10(Files.createDirectory(folder.resolve("cifar-10-batches-bin")));

    assertThat(CifarData.CIFAR_10.recognises(folder)).isTrue();
    assertThat(CifarData.CIFAR_10.read("x", folder, OptionalInt.empty()).training().size())
        .isEqualTo(10);
  }

  @Test
  void readsTheFineLabelsOfCifar100() throws IOException {
    byte[] all = new byte[100 * (IMAGE + 2)];
    for (int i = 0; i < 100; i++) {
      all[i * (IMAGE + 2)] = 19; // coarse
      all[i * (IMAGE + 2) + 1] = (byte) i;
    }
    Files.write(folder.resolve("train.bin"), all);
    Files.write(folder.resolve("test.bin"), Arrays.copyOf(all, 2 * (IMAGE + 2)));

    TrainingData data = CifarData.CIFAR_100.read("small", folder, OptionalInt.empty());

    assertThat(data.training().classes()).isEqualTo(100);
    assertThat(data.training().labels()[42]).isEqualTo(42);
    assertThat(data.test().labels()).containsExactly(0, 1);
  }

  @Test
  void refusesALengthThatIsNotAWholeNumberOfRecords() throws IOException {
    writeCifar10(folder);
    Files.write(folder.resolve("data_batch_3.bin"), new byte[2 * (IMAGE + 1) - 1]);

    assertRefused("data_batch_3.bin) has 6145 bytes; it must be a positive multiple of 3073");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    writeCifar10(folder);
    Files.write(folder.resolve("test_batch.bin"), new byte[0]);

    assertRefused("test_batch.bin) has 0 bytes");
  }

  @Test
  void refusesALabelOutOfRange() throws IOException {
    writeCifar10(folder);
    Files.write(folder.resolve("data_batch_2.bin"), records(2, 10));

    assertRefused("data_batch_2.bin) gives image 1 the label (10), but there are 10 classes");
  }

  @Test
  void namesTheMissingFile() throws IOException {
    writeCifar10(folder);
    Files.delete(folder.resolve("data_batch_4.bin"));

    assertRefused("has no file (data_batch_4.bin)");
  }

  @Test
  void refusesToResize() throws IOException {
    writeCifar10(folder);

    assertThatThrownBy(() -> CifarData.CIFAR_10.read("small", folder, OptionalInt.of(16)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Image size (16) cannot be set");
  }

  private void assertRefused(String part) {
    assertThatThrownBy(() -> CifarData.CIFAR_10.read("small", folder, OptionalInt.empty()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(part)
        .hasMessageNotContaining("\n");
  }

  private static void writeCifar10(Path folder) throws IOException {
    for (int batch = 0; batch < 5; batch++) {
      byte[] content = records(2 * batch, 2 * batch + 1);
      Files.write(folder.resolve("data_batch_%d.bin".formatted(batch + 1)), content);
    }
    Files.write(folder.resolve("test_batch.bin"), records(3));
  }

  private static byte[] records(int... labels) {
    byte[] content = new byte[labels.length * (IMAGE + 1)];
    for (int i = 0; i < labels.length; i++) {
      int at = i * (IMAGE + 1);
      Arrays.fill(content, at, at + IMAGE + 1, (byte) labels[i]);
    }
    return content;
  }
}
