package org.epnas.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.epnas.testkit.fake.ScriptedStrategy.candidate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.TimeSplit;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.fake.ChainSpace;
import org.epnas.testkit.fake.FakeEvaluator;
import org.epnas.testkit.fake.RandomWalkStrategy;
import org.epnas.testkit.fake.ScriptedStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** In the scripts a candidate of E epochs takes E seconds: E - 0.75 of training and the rest. */
class SimulatedSearchTest {
  private final SimulatedClock clock = new SimulatedClock();
  private final List<String> finished = new ArrayList<>();

  @Test
  void fastModeTellsInOrderOfFinishAndRefillsTheFreeWorker() {
    // Worker 0: trial 0 until 5, trial 3 until 6. Worker 1: trial 1 until 2, trial 2 until 5.
    ScriptedStrategy strategy =
        new ScriptedStrategy()
            .batch(candidate(0, 5), candidate(1, 2))
            .batch(candidate(2, 3))
            .batch(candidate(3, 1));

    SearchResult result = run(strategy, settings(Budget.ofTime(Duration.ofSeconds(100)), 2));

    assertThat(finished).containsExactly("1 at 2.0", "0 at 5.0", "2 at 5.0", "3 at 6.0");
    assertThat(result.wallSeconds()).isEqualTo(6);
    assertThat(result.trials()).extracting(Trial::seconds).containsExactly(5.0, 2.0, 3.0, 1.0);
    // 4 * 0.75 s are not training; worker 1 has nothing to do in the last second.
    assertThat(result.time()).isEqualTo(new TimeSplit(8, 2, 1, 0, 1));
    assertThat(result.end().reason()).isEqualTo(SearchEnd.Reason.STRATEGY_FINISHED);
  }

  @Test
  void reproducibleModeWaitsForTheWholeBatchAndTellsItInOrder() {
    ScriptedStrategy strategy =
        new ScriptedStrategy()
            .batch(candidate(0, 5), candidate(1, 2))
            .batch(candidate(2, 3), candidate(3, 1));

    SearchResult result =
        run(
            strategy,
            settings(Budget.ofTime(Duration.ofSeconds(100)), 2)
                .withMode(ExecutionMode.REPRODUCIBLE));

    assertThat(finished).containsExactly("0 at 5.0", "1 at 5.0", "2 at 8.0", "3 at 8.0");
    // Worker 1 waits from 2 to 5 and from 6 to 8.
    assertThat(result.time().idleSeconds()).isEqualTo(5);
  }

  @ParameterizedTest
  @EnumSource(
      value = ExecutionMode.class,
      names = {"FAST", "REPRODUCIBLE"})
  void whatEndsBehindTheBudgetIsCancelledAndShowsNoFigure(ExecutionMode mode) {
    ScriptedStrategy strategy =
        new ScriptedStrategy().batch(candidate(0, 4), candidate(1, 9), candidate(2, 7));

    SearchResult result =
        run(strategy, settings(Budget.ofTime(Duration.ofSeconds(10)), 2).withMode(mode));

    // Trial 2 starts at 4, when worker 0 is free, and would end at 11.
    assertThat(result.wallSeconds()).isEqualTo(10);
    assertThat(strategy.told()).extracting(Trial::id).containsExactlyInAnyOrder(0, 1, 2);
    Trial cut = result.trials().get(2);
    assertThat(cut.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(Reason.CANCELLED));
    assertThat(cut.reward()).isZero();
    assertThat(cut.seconds()).isEqualTo(6);
    // Worker 1 is idle in the last second: nothing was proposed any more.
    assertThat(result.time().idleSeconds()).isEqualTo(1);
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(2, 0, 0, 1, 0));
    assertThat(result.end().reason()).isEqualTo(SearchEnd.Reason.BUDGET_SPENT);
  }

  @ParameterizedTest
  @CsvSource({"4, COMPLETED", "5, CANCELLED"})
  void anEvaluationMayEndWithTheBudgetButNotBehindIt(int epochs, String outcome) {
    SearchResult result =
        run(
            new ScriptedStrategy().batch(candidate(0, epochs)),
            settings(Budget.ofTime(Duration.ofSeconds(4)), 1));

    assertThat(result.counts().completed()).isEqualTo(outcome.equals("COMPLETED") ? 1 : 0);
    assertThat(result.counts().cancelled()).isEqualTo(outcome.equals("CANCELLED") ? 1 : 0);
  }

  @Test
  void anEvaluationOverItsOwnTimeLimitEndsThereWithoutFigures() {
    SearchResult result =
        run(
            new ScriptedStrategy().batch(candidate(0, 9), candidate(1, 2)),
            settings(Budget.ofTrials(5), 1).withTrialTimeLimit(Duration.ofSeconds(3)));

    Trial cut = result.trials().getFirst();
    assertThat(cut.outcome())
        .isEqualTo(
            new Outcome.Failed(
                Reason.TIMED_OUT, "The evaluation takes 9.0 simulated seconds; its limit is 3.0."));
    assertThat(cut.seconds()).isEqualTo(3);
    assertThat(result.wallSeconds()).isEqualTo(5);
  }

  @Test
  void cancellingCutsOffWhatRunsAtThatMoment() {
    SearchLoop[] loop = new SearchLoop[1];
    loop[0] =
        builder(
                new ScriptedStrategy().batch(candidate(0, 2), candidate(1, 8)),
                settings(Budget.ofTrials(9), 2))
            .listener(event -> {
              if (event instanceof SearchEvent.TrialFinished) {
                loop[0].cancel();
              }
            })
            .build();

    SearchResult result = loop[0].run();

    assertThat(result.end().reason()).isEqualTo(SearchEnd.Reason.CANCELLED);
    assertThat(result.wallSeconds()).isEqualTo(2);
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(1, 0, 0, 1, 0));
  }

  @Test
  void theSameSeedGivesTheSameTrialsWithManyWorkers() {
    assertThat(walk(7).trials()).isEqualTo(walk(7).trials());
    assertThat(walk(7).trials()).isNotEqualTo(walk(8).trials());
  }

  @Test
  void workersAreBusyOrIdle() {
    SearchResult result = walk(3);

    double busy = result.trials().stream().mapToDouble(Trial::seconds).sum();
    assertThat(busy + result.time().idleSeconds())
        .isCloseTo(8 * result.wallSeconds(), within(1e-6));
    assertThat(result.time().strategySeconds()).isZero();
  }

  private SearchResult walk(long seed) {
    return SearchLoop.builder(
            settings(Budget.ofTime(Duration.ofSeconds(60)), 8),
            new RandomWalkStrategy(new ChainSpace(), seed, 8),
            assignment -> priced(assignment.proposal(), 1 + assignment.trialId() % 5),
            Rewarder.unconstrained())
        .simulated(new SimulatedClock())
        .build()
        .run();
  }

  private SearchResult run(ScriptedStrategy strategy, SearchSettings settings) {
    return builder(strategy, settings).build().run();
  }

  private SearchLoop.Builder builder(ScriptedStrategy strategy, SearchSettings settings) {
    return SearchLoop.builder(
            settings,
            strategy,
            assignment -> priced(assignment.proposal(), assignment.proposal().epochs()),
            Rewarder.unconstrained())
        .simulated(clock)
        .listener(event -> {
          if (event instanceof SearchEvent.TrialFinished(Trial trial, double _)) {
            finished.add(trial.id() + " at " + clock.seconds());
          }
        });
  }

  private static SearchSettings settings(Budget budget, int workers) {
    return SearchSettings.of(budget).withWorkers(workers).withMode(ExecutionMode.FAST);
  }

  private static Outcome priced(Proposal proposal, double seconds) {
    return FakeEvaluator.outcome(proposal, seconds - 0.75, 0.5, 0.25);
  }
}
