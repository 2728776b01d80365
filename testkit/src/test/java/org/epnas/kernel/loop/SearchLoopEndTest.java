package org.epnas.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.epnas.testkit.fake.ScriptedStrategy.candidate;

import java.time.Duration;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchEnd.Reason;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.TrialStore;
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
import org.junit.jupiter.params.provider.ValueSource;

/** When a search ends, and with what. */
@Timeout(20)
final class SearchLoopEndTest {
  private final ManualClock clock = new ManualClock();

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void trialsAreCountedExactly(ExecutionMode mode) {
    SearchSettings settings = SearchSettings.of(Budget.ofTrials(10)).withWorkers(4).withMode(mode);

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
    SearchSettings settings = SearchSettings.of(Budget.ofEpochs(9)).withWorkers(4).withMode(mode);

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
  void tenErrorsInARowEndTheSearchWithTheFirst(int workers) {
    Evaluator broken =
        assignment -> {
          throw new IllegalStateException("device lost, trial " + assignment.trialId());
        };

    SearchResult result =
        run(SearchSettings.of(Budget.ofTrials(50)).withWorkers(workers), randomWalk(), broken);

    assertThat(result.end().reason()).isEqualTo(Reason.TOO_MANY_ERRORS);
    assertThat(result.end().message())
        .endsWith(
            "in a row failed by an error, the commonest: IllegalStateException: device lost, trial 0");
    assertThat(result.counts().failed()).isBetween(10, 10 + 2 * workers);
    assertThat(result.best()).isEmpty();
  }

  @Test
  void aSuccessStartsTheCountOfErrorsAgain() {
    Evaluator everyTenthWorks =
        assignment -> {
          if (assignment.trialId() % 10 == 9) {
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
        .isThrownBy(() -> seconds(1).withWorkers(0))
        .withMessage(
            "Workers (0) must be at least 1: one evaluates candidates one after the other.");
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
    return SearchLoop.builder(settings, strategy, evaluator, Rewarder.unconstrained())
        .nanoClock(clock)
        .build();
  }
}
