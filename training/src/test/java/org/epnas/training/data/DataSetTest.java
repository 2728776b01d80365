package org.epnas.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.architecture.TensorShape;
import org.junit.jupiter.api.Test;

class DataSetTest {
  private static final TensorShape SHAPE = new TensorShape(1, 1, 3);

  @Test
  void classesWithoutNamesGoByTheirNumbers() {
    DataSet data = data(0, 2);

    assertThat(data.classNames()).containsExactly("0", "1", "2");
    assertThat(data.withClassNames(List.of("a", "b", "c")).classNames())
        .containsExactly("a", "b", "c");
  }

  @Test
  void namesMustBeAsManyAsTheClassesAndDifferent() {
    assertThatThrownBy(() -> data(0, 2).withClassNames(List.of("a", "b")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("3 classes but is given 2 names");
    assertThatThrownBy(() -> data(0, 2).withClassNames(List.of("a", "b", "a")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("not all different");
  }

  @Test
  void trainingAndTestImagesHaveTheSameNames() {
    DataSet all = data(0, 1, 2);

    assertThatThrownBy(() -> new TrainingData(all, all.withClassNames(List.of("a", "b", "c"))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("same names");
  }

  /** SHA-256 of the bytes 01 02 03 and 00 00 00 01, from sha256sum. */
  @Test
  void theHashIsOfPixelsAndLabels() {
    DataSet one = new DataSet("one", SHAPE, 2, new byte[] {1, 2, 3}, new int[] {1});

    assertThat(one.sha256())
        .isEqualTo("6d0d07a7d8f116124cf7dc8817849be15168935f3a61991db4effbc3e7bdb8c6")
        .isEqualTo(one.withClassNames(List.of("a", "b")).sha256())
        .isNotEqualTo(new DataSet("one", SHAPE, 2, new byte[] {1, 2, 3}, new int[] {0}).sha256())
        .isNotEqualTo(new DataSet("one", SHAPE, 2, new byte[] {1, 2, 4}, new int[] {1}).sha256());
  }

  @Test
  void theBundledClothesHaveTheirPublishedNames() {
    DataSet clothes = new DataCatalog(List.of(Path.of("."))).load(DataCatalog.DEFAULT).training();

    assertThat(clothes.classNames()).hasSize(10).startsWith("T-shirt/top").endsWith("Ankle boot");
    assertThat(CifarData.CIFAR_10.classNames())
        .hasSize(10)
        .startsWith("airplane")
        .endsWith("truck");
    assertThat(CifarData.CIFAR_100.classNames()).hasSize(100).startsWith("0").endsWith("99");
    assertThat(KnownData.ALL)
        .extracting(known -> Map.entry(known.title(), known.classNames().size()))
        .containsExactly(
            Map.entry("fashion-mnist", 10), Map.entry("cifar10", 0), Map.entry("cifar100", 0));
  }

  /** One image for each label, of 3 classes. */
  private static DataSet data(int... labels) {
    return new DataSet("made", SHAPE, 3, new byte[labels.length * 3], labels);
  }
}
