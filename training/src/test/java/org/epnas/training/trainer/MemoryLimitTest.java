package org.epnas.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.training.weights.MemoryWeightStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials on a device with little memory: each takes twice its batch. */
class MemoryLimitTest {
  private static final int BATCH = 64;

  /** What is expected here is logged, too. */
  private final LoggedLines expected = LoggedLines.of(MemoryBackoff.class);

  @AfterEach
  void printAgain() {
    expected.close();
  }

  @Test
  void aTrialThatFitsIsTrainedAsItIs() throws Exception {
    LimitedBackend backend = new LimitedBackend(2 * BATCH, 1);

    SortedMap<String, Double> metrics = metrics(run(backend, BATCH, 1, 1).getFirst());

    assertThat(metrics)
        .containsEntry(Metric.BATCH_SIZE, 64.0)
        .doesNotContainKey(Metric.MEMORY_RETRIES);
    assertThat(backend.compiled()).containsExactly(64);
  }

  /** 64 images do not fit when compiled, 32 do not fit in the first step, 16 do. */
  @Test
  void aTrialThatDoesNotFitAloneIsTrainedInSmallerBatches() throws Exception {
    LimitedBackend backend = new LimitedBackend(40, 1);

    SortedMap<String, Double> metrics = metrics(run(backend, BATCH, 1, 1).getFirst());

    assertThat(metrics)
        .containsEntry(Metric.BATCH_SIZE, 16.0)
        .containsEntry(Metric.MEMORY_RETRIES, 2.0);
    assertThat(backend.compiled()).containsExactly(64, 32, 16);
    assertThat(backend.used()).isZero();
  }

  /** Steps of an epoch of 300 images: 4 of 64, 18 of 16. Their rates add up to nearly the same. */
  @Test
  void theLearningRateShrinksWithTheBatch() throws Exception {
    LimitedBackend ample = new LimitedBackend(1000, 1);
    LimitedBackend scarce = new LimitedBackend(40, 1);
    run(ample, BATCH, 1, 1);
    run(scarce, BATCH, 1, 1);

    assertThat(ample.rates()).hasSize(4);
    assertThat(scarce.rates()).hasSize(18);
    assertThat(highest(scarce)).isCloseTo(highest(ample) / 4, within(0.1 * highest(ample)));
  }

  @Test
  void theSmallestBatchIsTriedEvenIfItIsNotHalf() throws Exception {
    LimitedBackend backend = new LimitedBackend(35, 1);

    assertThat(metrics(run(backend, 20, 1, 1).getFirst())).containsEntry(Metric.BATCH_SIZE, 16.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 16, 10})
  void whatDoesNotFitInTheSmallestBatchFailsWithItsReason(int batch) throws Exception {
    LimitedBackend backend = new LimitedBackend(5, 1);

    assertThat(run(backend, batch, 1, 1).getFirst())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.OUT_OF_MEMORY);
              assertThat(failed.message())
                  .startsWith("(%d) images".formatted(Math.min(batch, 16)))
                  .endsWith("It had the device for itself, and batches below (16) are not tried.");
            });
    assertThat(backend.used()).isZero();
  }

  /** Two fit when compiled, only one in its first step, and they meet there. */
  @Test
  void trialsThatDoNotFitTogetherAreTrainedOneByOne() throws Exception {
    LimitedBackend backend = new LimitedBackend(2 * BATCH, 2);

    List<SortedMap<String, Double>> all =
        run(backend, BATCH, 2, 6).stream().map(MemoryLimitTest::metrics).toList();

    assertThat(all)
        .allSatisfy(metrics -> assertThat(metrics).containsEntry(Metric.BATCH_SIZE, 64.0));
    // Both lack memory while the other one is there: twice compiled in vain.
    assertThat(backend.compiled()).hasSize(8).containsOnly(64);
    assertThat(all.stream().mapToDouble(MemoryLimitTest::retries).sum()).isEqualTo(2);
    assertThat(backend.most()).isEqualTo(2 * BATCH);
    assertThat(backend.used()).isZero();
  }

  /** Three meet, two fit: from then on two at a time. */
  @Test
  void theDeviceTakesOneCandidateFewer() throws Exception {
    LimitedBackend backend = new LimitedBackend(5 * BATCH, 3);

    List<Outcome> outcomes = run(backend, BATCH, 3, 9);

    assertThat(outcomes).allSatisfy(outcome -> metrics(outcome));
    assertThat(
            outcomes.stream()
                .map(MemoryLimitTest::metrics)
                .mapToDouble(MemoryLimitTest::retries)
                .sum())
        .isEqualTo(1);
    assertThat(backend.compiled()).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 70, 130, 200, 300})
  void severalWorkersGiveWhatOneWorkerGives(int memory) throws Exception {
    List<Outcome> alone = run(new LimitedBackend(memory, 1), BATCH, 1, 5);
    List<Outcome> together = run(new LimitedBackend(memory, 1), BATCH, 3, 5);

    for (int trial = 0; trial < alone.size(); trial++) {
      assertThat(result(together.get(trial))).isEqualTo(result(alone.get(trial)));
    }
  }

  @Test
  void everyAdaptationIsReportedOnce() throws Exception {
    try (LoggedLines log = LoggedLines.of(MemoryBackoff.class)) {
      run(new LimitedBackend(2 * BATCH, 2), BATCH, 2, 4);

      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("device (reference), which takes at most (1) at a time from now on");
    }
    try (LoggedLines log = LoggedLines.of(MemoryBackoff.class)) {
      run(new LimitedBackend(70, 1), BATCH, 1, 1);

      assertThat(log.warnings())
          .singleElement()
          .asString()
          .startsWith(
              "Trial (0) does not fit the memory of device (reference) with batches of (64).");
    }
  }

  @Test
  void whoWaitsForMemoryHearsTheStopSignal() throws Exception {
    DeviceOccupancy occupancy = new DeviceOccupancy();
    try (DeviceOccupancy.Permit _ = occupancy.enter(StopSignal.NEVER)) {
      assertThat(
              catchThrowableOfType(
                      TrainingFailedException.class,
                      () -> occupancy.enterAlone(() -> Optional.of(Reason.TIMED_OUT)))
                  .reason())
          .isEqualTo(Reason.TIMED_OUT);
      // Who gave up waiting keeps nobody away.
      occupancy.enter(StopSignal.NEVER).close();
    }
  }

  /** Trains the same network in several trials. */
  private static List<Outcome> run(LimitedBackend backend, int batch, int workers, int trials)
      throws Exception {
    ChildEvaluator evaluator =
        new ChildEvaluator(
            backend,
            Bands.EXECUTION,
            Bands.SETTINGS.withBatchSize(batch),
            Bands.DATA.training(),
            new MemoryWeightStore(1 << 20));
    try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
      List<Future<Outcome>> running = new ArrayList<>();
      for (int trial = 0; trial < trials; trial++) {
        Assignment assignment =
            new Assignment(trial, proposal(), trial % workers, StopSignal.NEVER);
        running.add(threads.submit(() -> evaluator.evaluate(assignment)));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> outcome : running) {
        outcomes.add(outcome.get());
      }
      return outcomes;
    }
  }

  private static Proposal proposal() {
    return new Proposal(
        Bands.network(4), 1, OptionalInt.empty(), Kind.INITIAL, 0, OptionalDouble.empty());
  }

  private static SortedMap<String, Double> metrics(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    return ((Outcome.Completed) outcome).metrics();
  }

  private static double retries(SortedMap<String, Double> metrics) {
    return metrics.getOrDefault(Metric.MEMORY_RETRIES, 0.0);
  }

  private static List<Double> result(Outcome outcome) {
    SortedMap<String, Double> metrics = metrics(outcome);
    return List.of(
        metrics.get(Metric.BATCH_SIZE),
        metrics.get(Metric.VALIDATION_ACCURACY),
        metrics.get(Metric.TRAINING_LOSS));
  }

  private static double highest(LimitedBackend backend) {
    return backend.rates().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }
}
