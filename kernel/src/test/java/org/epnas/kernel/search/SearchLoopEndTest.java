package org.epnas.kernel.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.epnas.kernel.search.ScriptedStrategy.candidate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.search.SearchEnd.Reason;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a search ends, and with what. */
@Timeout(20)
final class SearchLoopEndTest {
  private final ManualClock clock = new ManualClock();
  private final List<Trial> stored = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void trialsAreCountedExactly(ExecutionMode mode) {
    SearchSettings settings = SearchSettings.of(Budget.ofTrials(10)).withSlots(4).withMode(mode);

    SearchResult result = run(settings, randomWalk(), new FakeEvaluator());

    assertThat(result.end())
        .isEqualTo(new SearchEnd(Reason.BUDGET_SPENT, "The budget (trials=10) is spent."));
    assertThat(result.counts().completed()).isEqualTo(10);
    assertThat(result.trials()).extracting(Trial::id).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void theTrialThatReachesTheEpochsIsTrainedToItsEnd(ExecutionMode mode) {
    ScriptedStrategy strategy =
        new ScriptedStrategy()
            .batch(candidate(0, 4), candidate(1, 4), candidate(2, 4), candidate(3, 4));
    SearchSettings settings = SearchSettings.of(Budget.ofEpochs(9)).withSlots(4).withMode(mode);

    SearchResult result = run(settings, strategy, new FakeEvaluator());

    // After 8 epochs one is left, so a third trial of 4 starts; after 12 none.
    assertThat(result.counts().completed()).isEqualTo(3);
    assertThat(result.end().reason()).isEqualTo(Reason.BUDGET_SPENT);
  }

  @Test
  void epochsThatWereNotTrainedAreNotSpent() {
    ScriptedStrategy strategy =
        new ScriptedStrategy().batch(candidate(0, 8)).batch(candidate(1, 2)).batch(candidate(2, 1));
    Evaluator endsAfterOneEpoch = assignment -> FakeEvaluator.outcome(candidate(0, 1), 0, 0, 0);

    SearchResult result = run(SearchSettings.of(Budget.ofEpochs(3)), strategy, endsAfterOneEpoch);

    assertThat(result.counts().completed()).isEqualTo(3);
    assertThat(strategy.asked())
        .extracting(SearchStatus::fractionUsed)
        .containsExactly(0.0, 1 / 3.0, 2 / 3.0);
  }

  @Test
  void whenTheTimeIsOverNothingMoreStarts() {
    Evaluator takesFourSeconds =
        assignment -> {
          clock.advanceSeconds(4);
          return new FakeEvaluator().evaluate(assignment);
        };
    ScriptedStrategy strategy =
        new ScriptedStrategy().batch(candidate(0), candidate(1), candidate(2), candidate(3));

    SearchResult result = run(seconds(10), strategy, takesFourSeconds);

    // Trial 2 ends at 12 s, completed all the same.
    assertThat(result.trials()).extracting(Trial::seconds).containsExactly(4.0, 4.0, 4.0);
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(3, 0, 0, 0, 0));
    assertThat(result.end().message()).isEqualTo("The budget (10s) is spent.");
    assertThat(result.wallSeconds()).isEqualTo(12);
  }

  @Test
  void whenTheTimeIsOverRunningTrialsAreStoppedAndTheirPartialResultsKept() {
    Evaluator stepsOfOneSecond =
        assignment -> {
          while (assignment.stop().reason().isEmpty()) {
            clock.advanceSeconds(1);
          }
          return assignment.trial() == 0
              ? FakeEvaluator.outcome(candidate(0, 1), 1, 1, 1)
              : new Outcome.Failed(assignment.stop().reason().orElseThrow(), "stopped");
        };
    ScriptedStrategy strategy = new ScriptedStrategy().batch(candidate(0), candidate(1));

    SearchResult result = run(seconds(10).withSlots(2), strategy, stepsOfOneSecond);

    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(1, 0, 0, 1, 0));
    assertThat(result.best()).map(Trial::id).contains(0);
    assertThat(stored).isEqualTo(result.trials());
    assertThat(stored.get(1).outcome())
        .isEqualTo(new Outcome.Failed(Outcome.Reason.CANCELLED, "stopped"));
    assertThat(strategy.told()).hasSize(2);
  }

  @Test
  void aTrialsOwnTimeLimitStopsItAlone() {
    List<Optional<Outcome.Reason>> reasons = new ArrayList<>();
    Evaluator stepsOfOneSecond =
        assignment -> {
          for (int second = 0; second < 3 * (assignment.trial() + 1); second++) {
            clock.advanceSeconds(1);
          }
          reasons.add(assignment.stop().reason());
          return assignment
              .stop()
              .reason()
              .<Outcome>map(reason -> new Outcome.Failed(reason, "too slow"))
              .orElseGet(() -> new FakeEvaluator().evaluate(assignment));
        };
    ScriptedStrategy strategy = new ScriptedStrategy().batch(candidate(0), candidate(1));
    SearchSettings settings =
        SearchSettings.of(Budget.ofTrials(2)).withTrialTimeLimit(Duration.ofSeconds(5));

    SearchResult result = run(settings, strategy, stepsOfOneSecond);

    assertThat(reasons).containsExactly(Optional.empty(), Optional.of(Outcome.Reason.TIMED_OUT));
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(1, 1, 0, 0, 0));
    assertThat(result.end().reason()).isEqualTo(Reason.BUDGET_SPENT);
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void cancellingFromAnotherThreadKeepsTheResultsSoFar(ExecutionMode mode)
      throws InterruptedException {
    CountDownLatch twoAreRunning = new CountDownLatch(2);
    Evaluator secondPairRunsUntilStopped =
        assignment -> {
          if (assignment.trial() < 2) {
            return new FakeEvaluator().evaluate(assignment);
          }
          twoAreRunning.countDown();
          while (assignment.stop().reason().isEmpty()) {
            Thread.onSpinWait();
          }
          return new Outcome.Failed(assignment.stop().reason().orElseThrow(), "stopped");
        };
    ScriptedStrategy strategy =
        new ScriptedStrategy()
            .batch(candidate(0), candidate(1))
            .batch(candidate(2), candidate(3), candidate(4), candidate(5));
    SearchLoop loop =
        loop(
            SearchSettings.of(Budget.ofTrials(100)).withSlots(2).withMode(mode),
            strategy,
            secondPairRunsUntilStopped);
    Thread canceller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                twoAreRunning.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              loop.cancel();
            });

    SearchResult result = loop.run();
    canceller.join();

    assertThat(result.end())
        .isEqualTo(new SearchEnd(Reason.CANCELLED, "The search was cancelled."));
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(2, 0, 0, 2, 0));
    assertThat(result.trials()).extracting(Trial::id).containsExactly(0, 1, 2, 3);
    assertThat(result.best()).isPresent();
  }

  @Test
  void aSearchCancelledBeforeItRunsEvaluatesNothing() {
    SearchLoop loop = loop(seconds(10), randomWalk(), new FakeEvaluator());
    loop.cancel();

    SearchResult result = loop.run();

    assertThat(result.end().reason()).isEqualTo(Reason.CANCELLED);
    assertThat(result.trials()).isEmpty();
    assertThat(result.best()).isEmpty();
    assertThat(result.paretoFront()).isEmpty();
  }

  @Test
  void anInterruptCancelsAndStaysVisible() {
    Thread searching = Thread.currentThread();
    Evaluator interrupts =
        assignment -> {
          searching.interrupt();
          while (assignment.stop().reason().isEmpty()) {
            Thread.onSpinWait();
          }
          return new Outcome.Failed(assignment.stop().reason().orElseThrow(), "stopped");
        };

    SearchResult result = run(seconds(10), randomWalk(), interrupts);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.end().reason()).isEqualTo(Reason.CANCELLED);
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(0, 0, 0, 1, 0));
  }

  @Test
  void aStrategyWithoutAnotherProposalEndsTheSearch() {
    ScriptedStrategy strategy = new ScriptedStrategy().batch(candidate(0));

    SearchResult result = run(seconds(10), strategy, new FakeEvaluator());

    assertThat(result.end())
        .isEqualTo(
            new SearchEnd(Reason.STRATEGY_FINISHED, "The strategy has nothing more to propose."));
    assertThat(result.counts().completed()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void tenErrorsInARowEndTheSearchWithTheFirst(int slots) {
    Evaluator broken =
        assignment -> {
          throw new IllegalStateException("device lost, trial " + assignment.trial());
        };

    SearchResult result =
        run(SearchSettings.of(Budget.ofTrials(50)).withSlots(slots), randomWalk(), broken);

    assertThat(result.end().reason()).isEqualTo(Reason.TOO_MANY_ERRORS);
    assertThat(result.end().message())
        .endsWith(
            "in a row failed by an error, the first: IllegalStateException: device lost, trial 0");
    assertThat(result.counts().failed()).isBetween(10, 10 + 2 * slots);
    assertThat(result.best()).isEmpty();
  }

  @Test
  void aSuccessStartsTheCountOfErrorsAgain() {
    Evaluator everyTenthWorks =
        assignment -> {
          if (assignment.trial() % 10 == 9) {
            return new FakeEvaluator().evaluate(assignment);
          }
          throw new IllegalStateException("device lost");
        };

    SearchResult result =
        run(SearchSettings.of(Budget.ofTrials(30)), randomWalk(), everyTenthWorks);

    assertThat(result.end().reason()).isEqualTo(Reason.BUDGET_SPENT);
    assertThat(result.counts()).extracting(SearchResult.Counts::completed).isEqualTo(3);
    assertThat(result.counts()).extracting(SearchResult.Counts::failed).isEqualTo(27);
  }

  @Test
  void runsOnceIntoAnEmptyStore() {
    TrialStore store = TrialStore.inMemory();
    SearchLoop.Builder builder =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(2)),
                randomWalk(),
                new FakeEvaluator(),
                Rewarder.unconstrained())
            .store(store);
    SearchLoop loop = builder.build();
    loop.run();

    assertThatIllegalStateException().isThrownBy(loop::run).withMessageContaining("runs once");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.build().run())
        .withMessage(
            "Trial store already holds (2) trials; a search starts with an empty one. Maybe use a new run folder.");
  }

  @Test
  void checksItsSettings() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seconds(1).withSlots(0))
        .withMessage("Slots (0) must be at least 1: one evaluates candidates one after the other.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> seconds(1).withTrialTimeLimit(Duration.ZERO))
        .withMessage("Trial time limit (PT0S) must be above 0. Leave it out for no limit.");
  }

  private static SearchSettings seconds(long seconds) {
    return SearchSettings.of(Budget.ofTime(Duration.ofSeconds(seconds)));
  }

  private static SearchStrategy randomWalk() {
    return new RandomWalkStrategy(new ChainSpace(), 3, 8);
  }

  private SearchResult run(SearchSettings settings, SearchStrategy strategy, Evaluator evaluator) {
    return loop(settings, strategy, evaluator).run();
  }

  private SearchLoop loop(SearchSettings settings, SearchStrategy strategy, Evaluator evaluator) {
    SearchListener collect =
        event -> {
          if (event instanceof SearchEvent.TrialFinished(Trial trial, double _)) {
            stored.add(trial);
          }
        };
    return SearchLoop.builder(settings, strategy, evaluator, Rewarder.unconstrained())
        .listener(collect)
        .nanoClock(clock)
        .build();
  }
}
