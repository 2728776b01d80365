package org.epnas.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.weights.MemoryWeightStore;
import org.epnas.training.weights.WeightStore;
import org.junit.jupiter.api.Test;

class ChildEvaluatorTest {
  private final MemoryWeightStore store = new MemoryWeightStore(1 << 24);
  private final ChildEvaluator evaluator = evaluator(new ReferenceBackend(), Bands.SETTINGS);

  @Test
  void learns() {
    SortedMap<String, Double> metrics = metrics(evaluator.evaluate(first(8)));

    assertThat(metrics.get(Metric.VALIDATION_ACCURACY)).isGreaterThan(0.95);
    assertThat(metrics.get(Metric.VALIDATION_LOSS)).isLessThan(0.3);
    assertThat(metrics.get(Metric.EPOCHS)).isEqualTo(8);
    assertThat(metrics.get("parametersFresh")).isEqualTo(4 * 9 + 2 * 4 + 3 * 64 + 3);
    assertThat(metrics)
        .containsKeys(
            Metric.TRAINING_LOSS,
            Metric.TRAINING_SECONDS,
            Metric.VALIDATION_SECONDS,
            Metric.PREPARATION_SECONDS,
            Metric.IMAGES_PER_SECOND);
    assertThat(store.get(0)).isPresent();
  }

  @Test
  void tellsEveryEpoch() {
    Assignment silent = first(3);
    List<SearchEvent.EpochEnded> heard = new ArrayList<>();

    SortedMap<String, Double> metrics =
        metrics(
            evaluator.evaluate(
                new Assignment(
                    silent.trialId(),
                    silent.proposal(),
                    silent.worker(),
                    silent.stop(),
                    heard::add)));

    assertThat(heard).extracting(SearchEvent.EpochEnded::epoch).containsExactly(1, 2, 3);
    assertThat(heard)
        .allSatisfy(ended -> {
          assertThat(ended.trialId()).isZero();
          assertThat(ended.epochs()).isEqualTo(3);
          assertThat(ended.accuracy()).isBetween(0.0, 1.0);
        });
    assertThat(heard.getLast().loss()).isEqualTo(metrics.get(Metric.TRAINING_LOSS));
    assertThat(heard.getFirst().loss()).isEqualTo(metrics.get(Metric.FIRST_EPOCH_LOSS));
    assertThat(metrics.get(Metric.FIRST_EPOCH_LOSS)).isGreaterThan(heard.getLast().loss());
  }

  @Test
  void repeatsItself() {
    MemoryWeightStore otherStore = new MemoryWeightStore(1 << 24);
    ChildEvaluator other =
        new ChildEvaluator(
            new ReferenceBackend(),
            Bands.EXECUTION,
            Bands.SETTINGS,
            Bands.DATA.training(),
            otherStore);

    SortedMap<String, Double> metrics = metrics(evaluator.evaluate(first(2)));
    var weights = store.get(0).orElseThrow();

    assertThat(withoutTimes(metrics(other.evaluate(first(2))))).isEqualTo(withoutTimes(metrics));
    assertThat(otherStore.get(0)).get().usingRecursiveComparison().isEqualTo(weights);
  }

  @Test
  void aSecondSearchGetsNoWeightsOfTheFirst() {
    metrics(evaluator.evaluate(first(1)));
    var weights = store.get(0).orElseThrow();
    ChildEvaluator sameStore = evaluator(new ReferenceBackend(), Bands.SETTINGS);

    assertRefused(evaluator.evaluate(first(2)), "Trial (0) was evaluated by this evaluator before");
    assertRefused(sameStore.evaluate(first(2)), "Weights of trial (0) are stored already");
    assertThat(store.get(0)).get().isSameAs(weights);
  }

  @Test
  void aTrialThatAnotherSearchStoredMeanwhileIsRefusedToo() {
    ChildEvaluator overtaken = evaluator(new ReferenceBackend(), Bands.SETTINGS);
    Assignment interrupted = listened(first(1), _ -> evaluator.evaluate(first(1)));

    assertRefused(overtaken.evaluate(interrupted), "Weights of trial (0) are stored already");
  }

  private static Assignment listened(Assignment of, Consumer<SearchEvent.EpochEnded> epochs) {
    return new Assignment(of.trialId(), of.proposal(), of.worker(), of.stop(), epochs);
  }

  private static void assertRefused(Outcome outcome, String message) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.ERROR);
              assertThat(failed.message()).startsWith(message).contains("Maybe make a");
            });
  }

  @Test
  void childrenInherit() {
    evaluator.evaluate(first(8));

    Outcome outcome = evaluator.evaluate(child(Kind.SELECTED, Bands.network(6)));

    SortedMap<String, Double> metrics = metrics(outcome);
    // One epoch is enough for who has learnt already.
    assertThat(metrics.get(Metric.VALIDATION_ACCURACY)).isGreaterThan(0.95);
    assertThat(metrics.get("parametersFresh")).isZero();
    assertThat(metrics.get("parametersWidened")).isPositive();
  }

  @Test
  void childrenOfForgottenParentsStartFresh() {
    Outcome outcome = evaluator.evaluate(child(Kind.SELECTED, Bands.network(6)));

    assertThat(metrics(outcome).get("parametersCopied")).isZero();
  }

  @Test
  void inheritanceCanBeSwitchedOffExceptForPromotions() {
    ChildEvaluator without =
        evaluator(new ReferenceBackend(), Bands.SETTINGS.withInheritance(false));
    without.evaluate(first(1));

    assertThat(metrics(without.evaluate(child(Kind.SELECTED, Bands.network(4)))))
        .containsEntry("parametersCopied", 0.0);
    assertThat(
            metrics(
                without.evaluate(
                    assignment(2, Bands.network(4), 1, OptionalInt.of(0), Kind.PROMOTED, 1))))
        .containsEntry("parametersFresh", 0.0);
  }

  @Test
  void tellsOfEveryEpoch() {
    List<String> heard = new ArrayList<>();
    ChildEvaluator steady = evaluator(FakeBackend.steady(), Bands.SETTINGS);

    steady.evaluate(
        listened(
            first(3),
            epoch -> heard.add(epoch.trialId() + ":" + epoch.epoch() + "/" + epoch.epochs())));

    assertThat(heard).containsExactly("0:1/3", "0:2/3", "0:3/3");
  }

  @Test
  void laterEpisodesUseOtherStepNumbers() {
    FakeBackend backend = FakeBackend.steady();
    ChildEvaluator fake = evaluator(backend, Bands.SETTINGS);
    fake.evaluate(first(1));
    fake.evaluate(child(Kind.SELECTED, Bands.network(4)));

    assertThat(backend.steps).doesNotHaveDuplicates();
  }

  @Test
  void divergenceIsAFailedTrial() {
    assertFailed(
        new FakeBackend(step -> new BatchResult(Double.POSITIVE_INFINITY, 0)),
        StopSignal.NEVER,
        Reason.DIVERGED,
        "Loss became Infinity in step 0");
  }

  @Test
  void lackOfDeviceMemoryIsAFailedTrial() {
    try (LoggedLines log = LoggedLines.of(MemoryBackoff.class)) {
      assertFailed(
          failing(new BackendException.OutOfMemory("no room")),
          StopSignal.NEVER,
          Reason.OUT_OF_MEMORY,
          "no room");
      assertThat(log.warnings()).singleElement().asString().contains("no room");
    }
  }

  @Test
  void lackOfJavaMemoryIsAFailedTrial() {
    assertFailed(
        new FakeBackend(step -> {
          throw new OutOfMemoryError("heap");
        }),
        StopSignal.NEVER,
        Reason.OUT_OF_MEMORY,
        "Java memory ended (heap)");
  }

  @Test
  void otherErrorsOfTheBackendAreFailedTrials() {
    assertFailed(
        failing(new BackendException("conv 3x3 failed")),
        StopSignal.NEVER,
        Reason.DEVICE_FAILED,
        "conv 3x3 failed");
  }

  @Test
  void onceTheDeviceIsLostNothingIsTriedOnItAnyMore() {
    ChildEvaluator dying =
        evaluator(
            failing(new BackendException.DeviceLost("Illegal address (700).")), Bands.SETTINGS);
    assertThat(dying.lost()).isEmpty();

    Outcome first = dying.evaluate(first(1));

    assertThat(first).isEqualTo(new Outcome.Failed(Reason.LOST, "Illegal address (700)."));
    assertThat(dying.lost()).contains("Illegal address (700).");
    assertThat(dying.evaluate(first(1))).as("the same trial again").isEqualTo(first);
  }

  @Test
  void weightsThatCannotBeWrittenAreAFaultOfTheStorage() {
    assertFailed(
        failing(new UncheckedIOException("Disk full", new IOException("No space"))),
        StopSignal.NEVER,
        Reason.STORAGE_FAILED,
        "Disk full");
  }

  @Test
  void stopSignalsEndTrials() {
    assertFailed(
        FakeBackend.steady(),
        () -> Optional.of(Reason.TIMED_OUT),
        Reason.TIMED_OUT,
        "Stopped at its time limit.");
    assertFailed(
        FakeBackend.steady(),
        () -> Optional.of(Reason.CANCELLED),
        Reason.CANCELLED,
        "Stopped before it was complete.");
  }

  @Test
  void refusesABatchLargerThanTheTrainingPart() {
    assertThatThrownBy(() -> evaluator(FakeBackend.steady(), Bands.SETTINGS.withBatchSize(301)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Batch size (301) is larger than the 300 training images");
  }

  private void assertFailed(FakeBackend backend, StopSignal stop, Reason reason, String message) {
    ChildEvaluator fake = evaluator(backend, Bands.SETTINGS);
    Proposal proposal = first(1).proposal();

    Outcome outcome = fake.evaluate(new Assignment(5, proposal, 0, stop));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(reason);
              assertThat(failed.message()).startsWith(message);
            });
    assertThat(backend.open).isZero();
    assertThat(store.get(5)).isEmpty();
  }

  private static FakeBackend failing(RuntimeException failure) {
    return new FakeBackend(step -> {
      throw failure;
    });
  }

  private ChildEvaluator evaluator(Backend backend, TrialSettings settings) {
    WeightStore weights = store;
    return new ChildEvaluator(backend, Bands.EXECUTION, settings, Bands.DATA.training(), weights);
  }

  private static Assignment first(int epochs) {
    return assignment(0, Bands.network(4), epochs, OptionalInt.empty(), Kind.INITIAL, 0);
  }

  private static Assignment child(Kind kind, Architecture architecture) {
    return assignment(1, architecture, 1, OptionalInt.of(0), kind, 1);
  }

  private static Assignment assignment(
      int trial,
      Architecture architecture,
      int epochs,
      OptionalInt parent,
      Kind kind,
      int episode) {
    Proposal proposal =
        new Proposal(architecture, epochs, parent, kind, episode, OptionalDouble.empty());
    return new Assignment(trial, proposal, 0, StopSignal.NEVER);
  }

  private static SortedMap<String, Double> metrics(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    return ((Outcome.Completed) outcome).metrics();
  }

  private static SortedMap<String, Double> withoutTimes(SortedMap<String, Double> metrics) {
    SortedMap<String, Double> rest = new TreeMap<>(metrics);
    rest.keySet().removeIf(name -> name.endsWith("Seconds") || name.endsWith("PerSecond"));
    return rest;
  }
}
