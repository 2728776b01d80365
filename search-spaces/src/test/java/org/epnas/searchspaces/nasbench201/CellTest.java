package org.epnas.searchspaces.nasbench201;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellTest {
  private static final String TEXT =
      "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_3x3~0|none~1|skip_connect~2|";

  @Test
  void readsTheBenchmarksForm() {
    assertThat(Cell.parse(TEXT).operations())
        .containsExactly(
            EdgeOperation.AVERAGE_POOLING_3,
            EdgeOperation.CONVOLUTION_1,
            EdgeOperation.SKIP_CONNECT,
            EdgeOperation.CONVOLUTION_3,
            EdgeOperation.NONE,
            EdgeOperation.SKIP_CONNECT);
    assertThat(Cell.parse(TEXT)).hasToString(TEXT);
  }

  @Test
  void everyCellHasOneTextAndOneCode() {
    IntStream.range(0, Cell.COUNT)
        .mapToObj(Cell::ofCode)
        .forEach(cell -> {
          assertThat(Cell.parse(cell.toString())).isEqualTo(cell);
          assertThat(Cell.ofCode(cell.code())).isEqualTo(cell);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "|none~0|",
        "|none~0|+|none~0|none~1|+|none~0|none~1|none~1|",
        "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|+",
        "none~0|+|none~0|none~1|+|none~0|none~1|none~2|"
      })
  void refusesOtherForms(String text) {
    assertThatThrownBy(() -> Cell.parse(text))
        .isInstanceOf(InvalidArchitectureException.class)
        .hasMessageContaining("(" + text + ") does not read like (|op~0|+|");
  }

  @Test
  void refusesUnknownOperations() {
    assertThatThrownBy(() -> Cell.parse(TEXT.replace("avg_pool_3x3", "avg_pool")))
        .isInstanceOf(InvalidArchitectureException.class)
        .hasMessageContaining(
            "operation (avg_pool) is unknown. Maybe use one of [none, skip_connect,");
  }

  /** As many as the benchmark is known to have. */
  @Test
  void threeHundredAndFortyOneCellsAreNotConnected() {
    assertThat(IntStream.range(0, Cell.COUNT).mapToObj(Cell::ofCode).filter(c -> !c.connected()))
        .hasSize(341);
  }

  @ParameterizedTest
  @CsvSource({
    // Nothing leads on from node 2, nothing leads to node 1.
    "|none~0|+|skip_connect~0|none~1|+|skip_connect~0|skip_connect~1|none~2|, {3}",
    // The only way is 0, 1, 2, 3.
    "|skip_connect~0|+|none~0|skip_connect~1|+|none~0|none~1|skip_connect~2|, '{0, 2, 5}'",
    "|skip_connect~0|+|none~0|none~1|+|none~0|none~1|skip_connect~2|, {}"
  })
  void edgesOnAWayFromInputToOutputAreLive(String text, String edges) {
    assertThat(Cell.parse(text).live()).hasToString(edges);
  }
}
