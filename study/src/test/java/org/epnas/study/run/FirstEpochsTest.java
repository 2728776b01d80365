package org.epnas.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.junit.jupiter.api.Test;

class FirstEpochsTest {
  private static final Architecture TEN_CLASSES =
      new Architecture(
          new TensorShape(1, 2, 2),
          10,
          List.of(Layer.of("a", new Operation.Dense(10), "input")),
          "");

  /** ln(10) is 2.3026. */
  @Test
  void countsLossesAboveGuessing() {
    FirstEpochs first =
        FirstEpochs.of(
                List.of(
                    trial(0, Map.of(Metric.FIRST_EPOCH_LOSS, 2.302)),
                    trial(1, Map.of(Metric.FIRST_EPOCH_LOSS, 2.303)),
                    trial(2, Map.of(Metric.FIRST_EPOCH_LOSS, 1_819_911.0)),
                    trial(3, Map.of(Metric.VALIDATION_ACCURACY, 0.1))))
            .orElseThrow();

    assertThat(first.trials()).isEqualTo(3);
    assertThat(first.aboveGuessing()).isEqualTo(2);
    assertThat(first.guessing()).isCloseTo(2.302585, within(1e-6));
    assertThat(first.highestTrial()).isEqualTo(2);
    assertThat(first.text())
        .isEqualTo("above guessing (2.303) in 2 of 3 trials, highest 1.820e+06 in trial 2");
  }

  @Test
  void isEmptyWhereNothingWasTrained() {
    assertThat(FirstEpochs.of(List.of(trial(0, Map.of(Metric.VALIDATION_ACCURACY, 0.1)))))
        .isEmpty();
  }

  @Test
  void aTrialIsWarnedOfOnlyAboveGuessing() {
    TrialLine above = TrialLine.of(trial(0, Map.of(Metric.FIRST_EPOCH_LOSS, 12.5)));
    TrialLine below = TrialLine.of(trial(1, Map.of(Metric.FIRST_EPOCH_LOSS, 2.3)));
    TrialLine old = TrialLine.of(trial(2, Map.of(Metric.TRAINING_LOSS, 12.5)));

    assertThat(above.firstEpochWarning())
        .hasValue("loss of its first epoch (12.50) above that of guessing (2.303)");
    assertThat(below.firstEpochWarning()).isEmpty();
    assertThat(old.firstEpochWarning()).isEmpty();
  }

  private static Trial trial(int id, Map<String, Double> measured) {
    TreeMap<String, Double> metrics = new TreeMap<>(measured);
    metrics.putIfAbsent(Metric.VALIDATION_ACCURACY, 0.1);
    return new Trial(
        id,
        new Proposal(
            TEN_CLASSES, 1, OptionalInt.empty(), Proposal.Kind.SELECTED, 0, OptionalDouble.empty()),
        "hash" + id,
        Cost.of(TEN_CLASSES),
        List.of(),
        new Outcome.Completed(metrics),
        0,
        1);
  }
}
