package org.epnas.searchspaces.nasbench201;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.testkit.SearchSpaceContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransnasMicroSpaceTest extends SearchSpaceContract {
  private final TransnasMicroSpace space = new TransnasMicroSpace(new TensorShape(3, 256, 256), 63);

  @Override
  protected SearchSpace.Factory factory() {
    return TransnasMicroSpace::new;
  }

  /** Published for scene classification, in millions. */
  @ParameterizedTest
  @CsvSource({
    "0-0-0-1-0-0, 0.225631",
    "0-0-0-2-0-0, 0.736863",
    "0-0-0-3-0-0, 6.17635",
    "3-0-0-0-3-0, 13.8492",
    "1-2-3-1-2-3, 17.2873",
    "3-3-3-3-3-3, 41.4439"
  })
  void networksHaveThePublishedParameters(String cell, double millions) {
    double parameters = Cost.of(space.network(cell).orElseThrow()).parameters() / 1e6;

    // The table has six significant digits.
    assertThat(Math.abs(parameters - millions)).isLessThan(5e-6 * millions + 1e-9);
  }

  @Test
  void edgesThatLeadNowhereHaveNoLayers() {
    assertThat(space.network("3-0-0-1-0-0").orElseThrow().canonicalForm())
        .isEqualTo(space.network("0-0-0-1-0-0").orElseThrow().canonicalForm());
    assertThat(space.key("3-0-0-1-0-0"))
        .as("each has a row of its own")
        .isNotEqualTo(space.key("0-0-0-1-0-0"));
    assertThat(space.network("3-0-0-0-0-0")).as("nothing reaches the output").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0-0-0-0-0-4", "0-0-0-0-0", "000000"})
  void refusesWhatIsNoCell(String text) {
    assertThatThrownBy(() -> space.key(text))
        .isInstanceOf(InvalidArchitectureException.class)
        .hasMessageContaining("(3-0-2-1-0-3)");
  }
}
