package org.epnas.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.testkit.fake.ScriptedStrategy.candidate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchEnd.Reason;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.TrialStore;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.fake.ChainSpace;
import org.epnas.testkit.fake.FakeEvaluator;
import org.epnas.testkit.fake.ManualClock;
import org.epnas.testkit.fake.RandomWalkStrategy;
import org.epnas.testkit.fake.ScriptedStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How running evaluations are stopped: the time is over, a trial takes too long, a cancellation.
 */
@Timeout(20)
final class SearchLoopStopTest {
  private final ManualClock clock = new ManualClock();
  private final TrialStore store = TrialStore.inMemory();

  @Test
  void whenTheTimeIsOverRunningTrialsAreStoppedAndTheirPartialResultsKept() {
    Evaluator stepsOfOneSecond =
        assignment -> {
          while (assignment.stop().reason().isEmpty()) {
            clock.advanceSeconds(1);
          }
          return assignment.trialId() == 0
              ? FakeEvaluator.outcome(candidate(0, 1), 1, 1, 1)
              : new Outcome.Failed(assignment.stop().reason().orElseThrow(), "stopped");
        };
    ScriptedStrategy strategy = new ScriptedStrategy().batch(candidate(0), candidate(1));

    SearchResult result = run(seconds(10).withWorkers(2), strategy, stepsOfOneSecond);

    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(1, 0, 0, 1, 0));
    assertThat(result.best()).map(Trial::id).contains(0);
    assertThat(store.trials()).isEqualTo(result.trials());
    assertThat(store.trials().get(1).outcome())
        .isEqualTo(new Outcome.Failed(Outcome.Reason.CANCELLED, "stopped"));
    assertThat(strategy.told()).hasSize(2);
  }

  @Test
  void aTrialsOwnTimeLimitStopsItAlone() {
    List<Optional<Outcome.Reason>> reasons = new ArrayList<>();
    Evaluator stepsOfOneSecond =
        assignment -> {
          for (int second = 0; second < 3 * (assignment.trialId() + 1); second++) {
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

  @Test
  void aTrialKnowsHowLongItMayGoOn() {
    List<Optional<Duration>> left = new ArrayList<>();
    Evaluator threeSeconds =
        assignment -> {
          clock.advanceSeconds(3);
          left.add(assignment.stop().timeLeft());
          return new FakeEvaluator().evaluate(assignment);
        };
    ScriptedStrategy strategy = new ScriptedStrategy().batch(candidate(0), candidate(1));
    SearchSettings settings = seconds(10).withTrialTimeLimit(Duration.ofSeconds(5));

    run(settings, strategy, threeSeconds);

    // Each has used 3 s of its own 5 s; the search has 7 s left, then 4 s.
    assertThat(left)
        .containsExactly(Optional.of(Duration.ofSeconds(2)), Optional.of(Duration.ofSeconds(2)));
  }

  @Test
  void theSearchsTimeEndsATrialWhereThatIsNearer() {
    List<Optional<Duration>> left = new ArrayList<>();
    Evaluator fourSeconds =
        assignment -> {
          clock.advanceSeconds(4);
          left.add(assignment.stop().timeLeft());
          return new FakeEvaluator().evaluate(assignment);
        };
    ScriptedStrategy strategy = new ScriptedStrategy().batch(candidate(0), candidate(1));

    run(seconds(10), strategy, fourSeconds);

    assertThat(left)
        .containsExactly(Optional.of(Duration.ofSeconds(6)), Optional.of(Duration.ofSeconds(2)));
  }

  @Test
  void withoutLimitsATrialMayGoOn() {
    List<Optional<Duration>> left = new ArrayList<>();
    Evaluator evaluator =
        assignment -> {
          left.add(assignment.stop().timeLeft());
          return new FakeEvaluator().evaluate(assignment);
        };

    run(
        SearchSettings.of(Budget.ofTrials(1)),
        new ScriptedStrategy().batch(candidate(0)),
        evaluator);

    assertThat(left).containsExactly(Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void cancellingFromAnotherThreadKeepsTheResultsSoFar(ExecutionMode mode)
      throws InterruptedException {
    CountDownLatch twoAreRunning = new CountDownLatch(2);
    Evaluator secondPairRunsUntilStopped =
        assignment -> {
          if (assignment.trialId() < 2) {
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
            SearchSettings.of(Budget.ofTrials(100)).withWorkers(2).withMode(mode),
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
    return SearchLoop.builder(settings, strategy, evaluator, Rewarder.unconstrained())
        .store(store)
        .nanoClock(clock)
        .build();
  }
}
