package org.epnas.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCatalogTest {
  @TempDir Path folder;

  @Test
  void bringsItsOwnDataSet() {
    TrainingData data = catalog().load(DataCatalog.DEFAULT);

    assertThat(data.training().shape()).isEqualTo(new TensorShape(1, 28, 28));
    // Of each of the 10 classes 900 images to train and 100 to test.
    assertThat(data.training().classCounts()).hasSize(10).containsOnly(900);
    assertThat(data.test().classCounts()).hasSize(10).containsOnly(100);
  }

  @Test
  void splitsItsOwnDataSetAlwaysAlike() {
    DataSet test = catalog().load(DataCatalog.DEFAULT).test();

    assertThat(test.labels()).startsWith(1, 4, 8, 8, 1, 9, 8, 9);
  }

  @Test
  void looksIntoEveryFolderInTurn() throws IOException {
    Path second = folder.resolve("second");
    Path data = Files.createDirectories(second.resolve("fashion-mnist"));
    IdxFiles.writeSmallDataSet(data, ".gz");
    DataCatalog catalog = new DataCatalog(List.of(folder.resolve("first"), second));

    assertThat(catalog.entries())
        .filteredOn(DataCatalog.Entry::available)
        .extracting(DataCatalog.Entry::name)
        .containsExactly("fashion-mnist-10k", "fashion-mnist");
    // Found, but it is not the whole data set.
    assertThatThrownBy(() -> catalog.load("fashion-mnist"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("(fashion-mnist training part)")
        .hasMessageContaining("has 4 images but must have 60000");
  }

  @Test
  void saysHowToGetAMissingDataSet() {
    assertThatThrownBy(() -> catalog().load("fashion-mnist"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("was not found in " + folder.resolve("fashion-mnist"))
        .hasMessageContaining("dataset-fashion-mnist")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> catalog().load("cifar10")).hasMessageContaining("data_batch_1.bin");
    assertThatThrownBy(() -> catalog().load("cifar100")).hasMessageContaining("train.bin");
  }

  @Test
  void recognisesAFolderByItsContent() {
    IdxFiles.writeSmallDataSet(folder, "");

    TrainingData data = catalog().load(folder.toString());

    assertThat(data.training().name()).isEqualTo(folder.getFileName() + " training part");
    assertThat(data.training().size()).isEqualTo(4);
  }

  @Test
  void refusesAnUnknownName() {
    assertThatThrownBy(() -> catalog().load("fashion"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Data (fashion) is neither a known name (fashion-mnist-10k, fashion-mnist, cifar10, cifar100) nor a folder. Maybe check the spelling.");
  }

  @Test
  void refusesAnEmptyFolder() {
    assertThatThrownBy(() -> catalog().load(folder.toString()))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Folder (" + folder + ") holds no data set");
  }

  @Test
  void refusesAnImpossibleImageSize() {
    assertThatThrownBy(() -> catalog().load(folder.toString(), OptionalInt.of(0)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Image size (0) must be 1 to 1024");
  }

  @Test
  void searchesTheDataFolderThenTheCacheThenTheSystem() {
    Path home = Path.of("/home/someone");

    assertThat(missing(Map.of(), home))
        .contains("in /home/someone/.cache/epnas/data/cifar10, /usr/share/datasets/cifar10.");
    assertThat(missing(Map.of("EPNAS_DATA", "/data", "XDG_CACHE_HOME", "/cache"), home))
        .contains("in /data/cifar10, /cache/epnas/data/cifar10, /usr/share/datasets/cifar10.");
  }

  private static String missing(Map<String, String> environment, Path home) {
    DataCatalog catalog = DataCatalog.of(environment, home);
    return catchThrowable(() -> catalog.load("cifar10")).getMessage();
  }

  private DataCatalog catalog() {
    return new DataCatalog(List.of(folder));
  }

  @Test
  void aFolderIsKeptWithItsWholePathAndANameAsItIs() throws IOException {
    DataCatalog catalog = new DataCatalog(List.of(folder));
    Path data = Files.createDirectories(folder.resolve("a/data"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a/data"));
    Path here = Path.of("").toAbsolutePath();

    assertThat(catalog.located(here.relativize(data).toString())).isEqualTo(data.toString());
    assertThat(catalog.located(data + "/../data")).isEqualTo(data.toString());
    assertThat(catalog.located(link.toString())).isEqualTo(link.toString());
    // Behind the link, .. is (a), where the text says (folder).
    assertThat(Path.of(catalog.located(link + "/../data"))).isEqualTo(Path.of(link + "/../data"));
    assertThat(catalog.located("cifar10")).isEqualTo("cifar10");
    assertThat(catalog.located("neither")).isEqualTo("neither");
  }
}
