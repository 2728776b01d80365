package org.epnas.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.searchspaces.nasbench201.Cell;
import org.epnas.searchspaces.nasbench201.Nasbench201Space;
import org.epnas.testkit.EvaluatorContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TabularEvaluatorTest extends EvaluatorContract {
  /** One skip connection, 44.03 percent and 8 s; three 1x1 convolutions, 58.14 percent and 11 s. */
  private static final Cell SKIP =
      Cell.parse("|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|");

  private static final Cell CONVOLUTIONS =
      Cell.parse("|nor_conv_1x1~0|+|none~0|none~1|+|nor_conv_1x1~0|nor_conv_1x1~1|none~2|");

  private final Nasbench201Space space = new Nasbench201Space(new TensorShape(3, 32, 32), 10);

  private boolean queries;

  @TempDir Path folder;

  @Override
  protected Evaluator evaluator() {
    return evaluator("c10");
  }

  private Evaluator evaluator(String task) {
    try {
      Path file = folder.resolve("table.csv");
      SyntheticTable.write(file, SyntheticTable.rows(List.of(SKIP, CONVOLUTIONS)));
      return new TabularEvaluator(SyntheticTable.loadPart(file, task), 1, queries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected List<Proposal> proposals() {
    return List.of(proposal(SKIP, 12), proposal(CONVOLUTIONS, 12));
  }

  /** 58.14 = 40 + 3 * 6 + 0.02 * (0 + 3 + 4), see the table; an epoch takes 8 + 3 s. */
  @ParameterizedTest
  @CsvSource({
    "c10, 12, 0.5814, 132, 3.85",
    "c10, 200, 0.6814, 2200, 3.85",
    "c100, 12, 0.3814, 264, 1.925",
    "c100, 200, 0.4814, 4400, 1.925"
  })
  void aTrainingGivesItsOwnFigureAtItsPrice(
      String task, int epochs, double accuracy, double training, double validation) {
    Outcome outcome = evaluate(evaluator(task), proposal(CONVOLUTIONS, epochs));

    SortedMap<String, Double> metrics = ((Outcome.Completed) outcome).metrics();
    assertThat(metrics.get(Metric.VALIDATION_ACCURACY)).isCloseTo(accuracy, within(1e-9));
    assertThat(metrics.get(Metric.TRAINING_SECONDS)).isCloseTo(training, within(1e-9));
    assertThat(metrics.get(Metric.VALIDATION_SECONDS)).isCloseTo(validation, within(1e-9));
    assertThat(metrics.get(Metric.EPOCHS)).isEqualTo(epochs);
  }

  @Test
  void aQueryTakesOneUnitAndHasTheShortestLengthOnly() {
    queries = true;
    Outcome outcome = evaluate(evaluator(), proposal(CONVOLUTIONS, 12));

    SortedMap<String, Double> metrics = ((Outcome.Completed) outcome).metrics();
    assertThat(metrics.get(Metric.TRAINING_SECONDS)).isEqualTo(1);
    assertThat(metrics.get(Metric.VALIDATION_SECONDS)).isZero();
    assertThat(evaluate(evaluator(), proposal(CONVOLUTIONS, 200)))
        .isInstanceOf(Outcome.Failed.class);
  }

  @Test
  void aPromotionIsPaidInFull() {
    Proposal promotion =
        new Proposal(
            space.architecture(CONVOLUTIONS),
            200,
            OptionalInt.of(0),
            Proposal.Kind.PROMOTED,
            1,
            OptionalDouble.empty());

    assertThat(evaluate(evaluator(), promotion))
        .isEqualTo(evaluate(evaluator(), proposal(CONVOLUTIONS, 200)));
  }

  @ParameterizedTest
  @CsvSource({"1", "24", "188"})
  void refusesOtherLengths(int epochs) {
    assertThat(evaluate(evaluator(), proposal(SKIP, epochs)))
        .isEqualTo(
            new Outcome.Failed(
                Outcome.Reason.ERROR,
                "The table holds trainings of [12, 200] epochs, not of (%d).".formatted(epochs)));
  }

  @Test
  void refusesWhatTheTableDoesNotHold() {
    Architecture other = space.initial();
    Architecture bare =
        new Architecture(other.input(), other.classes(), other.layers(), "filters=16");

    assertThat(evaluate(evaluator(), proposal(Cell.parse(other.encoding()), 12)))
        .isEqualTo(
            new Outcome.Failed(
                Outcome.Reason.ERROR,
                "The table holds no network (%s).".formatted(other.encoding())));
    assertThat(evaluate(evaluator(), proposal(bare, 12))).isInstanceOf(Outcome.Failed.class);
  }

  private static Outcome evaluate(Evaluator evaluator, Proposal proposal) {
    return evaluator.evaluate(new Assignment(0, proposal, 0, StopSignal.NEVER));
  }

  private Proposal proposal(Cell cell, int epochs) {
    return proposal(space.architecture(cell), epochs);
  }

  private static Proposal proposal(Architecture architecture, int epochs) {
    return new Proposal(
        architecture,
        epochs,
        OptionalInt.empty(),
        Proposal.Kind.SELECTED,
        0,
        OptionalDouble.empty());
  }
}
