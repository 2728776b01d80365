package org.epnas.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.TensorShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StratifiedSplitTest {
  @ParameterizedTest
  @CsvSource({
    // share, held of 60 images of class 0, held of 6 of class 1, held of 2 of class 2
    "0.1666, 10, 1, 1",
    "0.5, 30, 3, 1",
    "0.01, 1, 1, 1",
    "0.99, 59, 5, 1"
  })
  void holdsTheSameShareOfEveryClass(double share, int first, int second, int third) {
    DataSet data = data(60, 6, 2);

    StratifiedSplit split = StratifiedSplit.of(data, share, 7);

    assertThat(split.held().copy("held").classCounts()).containsExactly(first, second, third);
    int[] both =
        IntStream.concat(
                Arrays.stream(split.kept().indices()), Arrays.stream(split.held().indices()))
            .sorted()
            .toArray();
    assertThat(both).isEqualTo(IntStream.range(0, 68).toArray());
  }

  @Test
  void dependsOnTheSeedAlone() {
    DataSet data = data(60, 60);

    int[] drawn = StratifiedSplit.of(data, 0.5, 1).held().indices();

    assertThat(StratifiedSplit.of(data, 0.5, 1).held().indices()).isEqualTo(drawn).isSorted();
    assertThat(StratifiedSplit.of(data, 0.5, 2).held().indices()).isNotEqualTo(drawn);
  }

  @Test
  void refusesAClassWithOneImage() {
    assertThatThrownBy(() -> StratifiedSplit.of(data(5, 1), 0.5, 0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Class (1) of data set (made) has 1 image(s)");
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "NaN", "-0.5"})
  void refusesAnImpossibleShare(double share) {
    assertThatThrownBy(() -> StratifiedSplit.of(data(5, 5), share, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Share (" + share + ")");
  }

  /** One-pixel images, so many of each class, classes one after another. */
  private static DataSet data(int... counts) {
    int[] labels =
        IntStream.range(0, counts.length)
            .flatMap(label -> IntStream.generate(() -> label).limit(counts[label]))
            .toArray();
    return new DataSet(
        "made", new TensorShape(1, 1, 1), counts.length, new byte[labels.length], labels);
  }
}
