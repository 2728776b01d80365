package org.epnas.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.kernel.trial.Proposal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every evaluator promises. */
public abstract class EvaluatorContract {
  /** An evaluator of at least two workers, in reproducible mode, that has evaluated nothing yet. */
  protected abstract Evaluator evaluator();

  /** At least two candidates without parents, quick to evaluate. */
  protected abstract List<Proposal> proposals();

  @Test
  void aCandidateCompletesWithItsMetrics() {
    Proposal proposal = proposals().getFirst();

    Outcome outcome = evaluator().evaluate(new Assignment(0, proposal, 0, StopSignal.NEVER));

    assertThat(outcome).as("a candidate completes").isInstanceOf(Outcome.Completed.class);
    assertThat(((Outcome.Completed) outcome).metrics())
        .as("metrics hold the epochs and are finite")
        .containsEntry(Metric.EPOCHS, (double) proposal.epochs())
        .allSatisfy((name, value) -> assertThat(value).as(name).isFinite());
  }

  @Test
  void theSameTrialGivesTheSameAccuracy() {
    assertThat(accuracies(false))
        .as("the same trial has the same accuracy in reproducible mode")
        .isEqualTo(accuracies(false));
  }

  @Test
  void parallelWorkersGiveTheSameAccuracies() {
    assertThat(accuracies(true))
        .as("trials that run side by side have the accuracies of trials that run alone")
        .isEqualTo(accuracies(false));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"CANCELLED", "TIMED_OUT"})
  void aStopSignalEndsItWithTheSignalsReasonOrWhatItHas(Reason reason) {
    Assignment stopped = new Assignment(0, proposals().getFirst(), 0, () -> Optional.of(reason));

    switch (evaluator().evaluate(stopped)) {
      case Outcome.Completed completed ->
          assertThat(completed.metrics().get(Metric.EPOCHS))
              .as("a stopped trial says how many epochs it completed")
              .isBetween(0.0, (double) stopped.proposal().epochs());
      case Outcome.Failed failed ->
          assertThat(failed.reason())
              .as("a stopped trial fails for the signal's reason")
              .isEqualTo(reason);
    }
  }

  private List<Double> accuracies(boolean parallel) {
    Evaluator evaluator = evaluator();
    List<Proposal> proposals = proposals();
    IntStream workers = IntStream.range(0, 2);
    return (parallel ? workers.parallel() : workers)
        .mapToObj(worker ->
            evaluator.evaluate(
                new Assignment(worker, proposals.get(worker), worker, StopSignal.NEVER)))
        .map(outcome -> ((Outcome.Completed) outcome).accuracy())
        .toList();
  }
}
