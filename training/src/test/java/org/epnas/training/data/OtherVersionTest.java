package org.epnas.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherVersionTest {
  @TempDir Path folder;

  @Test
  void recognisesCifarForPython() throws IOException {
    Path unpacked = Files.createDirectory(folder.resolve("cifar-10-batches-py"));
    for (String file : List.of("data_batch_1", "batches.meta", "test_batch")) {
      Files.write(unpacked.resolve(file), new byte[] {(byte) 0x80, 4});
    }

    assertRefused(folder, "cifar-10-batches-py) holds the Python version of CIFAR-10, whose files");
    assertRefused(unpacked, "(cifar-10-binary.tar.gz)");
  }

  @Test
  void recognisesCifar100ForPythonUnderItsName() throws IOException {
    Path unpacked = Files.createDirectories(folder.resolve("cifar100/cifar-100-python"));
    for (String file : List.of("train", "test", "meta")) {
      Files.write(unpacked.resolve(file), new byte[] {(byte) 0x80, 4});
    }

    assertThatThrownBy(() -> new DataCatalog(List.of(folder)).load("cifar100"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("holds the Python version of CIFAR-100")
        .hasMessageContaining("Maybe fetch the binary version (cifar-100-binary.tar.gz)");
  }

  @Test
  void recognisesAPickleUnderABinaryName() throws IOException {
    Files.write(folder.resolve("data_batch_1.bin"), new byte[] {(byte) 0x80, 2, '}', '.'});

    assertRefused(folder, "data_batch_1.bin) is a Python pickle, not CIFAR's binary version");
  }

  @Test
  void saysThatAnArchiveIsNotUnpacked() throws IOException {
    Files.createFile(folder.resolve("cifar-10-binary.tar.gz"));

    assertRefused(folder, "holds an archive (cifar-10-binary.tar.gz) but no data set");
  }

  @Test
  void looksWhereTorchvisionDownloadsTo() throws IOException {
    Path raw = Files.createDirectories(folder.resolve("MNIST/raw"));
    for (String part : List.of("train", "t10k")) {
      Files.write(
          raw.resolve(part + "-images-idx3-ubyte"),
          new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 5, 6});
      Files.write(
          raw.resolve(part + "-labels-idx1-ubyte"), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 0, 1});
    }

    for (Path place : List.of(folder, folder.resolve("MNIST"), raw)) {
      assertThat(ImageData.read(place).training().pixels()).containsExactly(5, 6);
    }
  }

  private static void assertRefused(Path place, String part) {
    assertThatThrownBy(() -> ImageData.read(place))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(part)
        .hasMessageContaining("Maybe ");
  }
}
