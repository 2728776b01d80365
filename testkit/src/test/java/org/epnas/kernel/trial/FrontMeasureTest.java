package org.epnas.kernel.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.testkit.fake.TestTrials.trial;

import java.util.List;
import org.epnas.kernel.cost.Cost;
import org.epnas.testkit.fake.TestResource;
import org.junit.jupiter.api.Test;

final class FrontMeasureTest {
  private static final Objectives OBJECTIVES = new Objectives(List.of(TestResource.PARAMETERS));
  private static final FrontMeasure MEASURE =
      FrontMeasure.ofBox(OBJECTIVES, new double[] {0.5, -100});

  /** The box is 0.5 x 100 = 50. */
  @Test
  void theHypervolumeGrowsWithEveryTrialThatComesOntoTheFront() {
    List<Trial> trials = List.of(at(0, 0.75, 60), at(1, 0.625, 80), at(2, 0.875, 80));

    assertThat(MEASURE.history(trials, List.of(1.0, 2.0, 3.0), OBJECTIVES::of))
        .containsExactly(
            // 0.25 x 40 = 10.
            new FrontMeasure.Step(1, 20),
            // The second is dominated; the third adds 0.125 x 20 = 2.5.
            new FrontMeasure.Step(3, 25));
    assertThat(MEASURE.percentOf(trials)).isEqualTo(25);
  }

  @Test
  void theKneeIsNearestToTheBestOfAll() {
    // As shares of the range, from the best: (0, 1), (0.25, 0.25), (1, 0).
    List<Trial> front = List.of(at(0, 0.9, 100), at(1, 0.8, 40), at(2, 0.5, 20));

    assertThat(FrontMeasure.knee(front, OBJECTIVES)).contains(front.get(1));
    assertThat(FrontMeasure.knee(List.of(), OBJECTIVES)).isEmpty();
  }

  private static Trial at(int id, double accuracy, int parameters) {
    return trial(id, "hash" + id, accuracy, accuracy, new Cost(parameters, 10, 10));
  }
}
