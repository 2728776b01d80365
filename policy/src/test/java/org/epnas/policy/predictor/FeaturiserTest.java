package org.epnas.policy.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.Test;

class FeaturiserTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of(new Vocabulary.Category("type", 2), new Vocabulary.Category("width", 3)),
          List.of());

  @Test
  void takesTheLogarithmOfOnePlusEveryCount() {
    PredictorInput input =
        new PredictorInput(
            new ChainSpace().initial(),
            List.of(token(1, 0), token(1, 2), token(1, 2)),
            new Cost(9, 99, 7),
            2,
            5);

    double[] scalars = new Featuriser(VOCABULARY).scalars(input);

    // Parameters, FLOPs, epochs, lineage epochs, tokens; types 0 and 1; widths 0, 1 and 2.
    double[] counts = {9, 99, 2, 5, 3, 0, 3, 1, 0, 2};
    assertThat(scalars).isEqualTo(Arrays.stream(counts).map(Math::log1p).toArray());
    assertThat(new Featuriser(VOCABULARY).size()).isEqualTo(10);
  }

  private static Token token(int type, int width) {
    return new Token(List.of(type, width));
  }
}
