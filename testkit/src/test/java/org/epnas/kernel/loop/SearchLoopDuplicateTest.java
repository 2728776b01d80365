package org.epnas.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.testkit.fake.ScriptedStrategy.candidate;
import static org.epnas.testkit.fake.ScriptedStrategy.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchEnd.Reason;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.TrialStore;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.fake.FakeEvaluator;
import org.epnas.testkit.fake.ScriptedStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is answered from the record instead of being evaluated again. */
@Timeout(20)
final class SearchLoopDuplicateTest {
  private final List<Integer> evaluated = new ArrayList<>();
  private final List<SearchEvent> events = new ArrayList<>();
  private final TrialStore store = TrialStore.inMemory();

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void aLaterProposalOfTheSameNetworkIsAnsweredByItsTrial(ExecutionMode mode) {
    Proposal again = candidate(1);
    ScriptedStrategy strategy =
        new ScriptedStrategy().batch(candidate(0)).batch(candidate(1)).batch(again);

    SearchResult result = run(strategy, mode, 10);

    Trial original = strategy.told().get(1);
    Trial duplicate = strategy.told().get(2);
    assertThat(evaluated).containsExactly(0, 1);
    assertThat(duplicate.id()).isEqualTo(1);
    assertThat(duplicate.proposal()).isSameAs(again);
    assertThat(duplicate.hash()).isEqualTo(original.hash());
    assertThat(duplicate.outcome()).isEqualTo(original.outcome());
    assertThat(duplicate.reward()).isEqualTo(original.reward()).isPositive();
    assertThat(duplicate.seconds()).isZero();
    assertThat(events).contains(new SearchEvent.DuplicateAnswered(duplicate));
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(2, 0, 0, 0, 1));
    assertThat(store.trials()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void theSecondOfTwoEqualProposalsInABatchWaitsForTheFirst(ExecutionMode mode) {
    ScriptedStrategy strategy =
        new ScriptedStrategy().batch(candidate(5), candidate(5), candidate(6));

    SearchResult result = run(strategy, mode, 10);

    assertThat(evaluated).containsExactlyInAnyOrder(0, 1);
    assertThat(strategy.told()).extracting(Trial::id).containsExactlyInAnyOrder(0, 0, 1);
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(2, 0, 0, 0, 1));
  }

  @Test
  void duplicatesDoNotCountAgainstTheBudget() {
    ScriptedStrategy strategy =
        new ScriptedStrategy()
            .batch(candidate(0), candidate(0), candidate(0))
            .batch(candidate(0), candidate(1), candidate(2), candidate(3));

    SearchResult result = run(strategy, ExecutionMode.REPRODUCIBLE, 3);

    // The batch ends where the budget does, at the fourth network.
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(3, 0, 0, 0, 3));
    assertThat(result.end().reason()).isEqualTo(Reason.BUDGET_SPENT);
    assertThat(strategy.told()).extracting(Trial::id).containsExactly(0, 0, 0, 0, 1, 2);
  }

  @Test
  void moreEpochsNeedAnEvaluationFewerDoNot() {
    ScriptedStrategy strategy =
        new ScriptedStrategy()
            .batch(candidate(0, 3))
            .batch(candidate(0, 4))
            .batch(candidate(0, 2), candidate(0, 3), candidate(0, 4), candidate(0, 5));

    run(strategy, ExecutionMode.REPRODUCIBLE, 10);

    // The answer is the one with the fewest epochs that suffice.
    assertThat(strategy.told()).extracting(Trial::id).containsExactly(0, 1, 0, 0, 1, 2);
    assertThat(evaluated).containsExactly(0, 1, 2);
  }

  @Test
  void aPromotionIsAlwaysTrained() {
    ScriptedStrategy strategy =
        new ScriptedStrategy()
            .batch(candidate(0, 3))
            .batch(promotion(0, 2, 0))
            .batch(promotion(0, 2, 1));

    run(strategy, ExecutionMode.REPRODUCIBLE, 10);

    assertThat(evaluated).containsExactly(0, 1, 2);
  }

  @Test
  void aPromotionAnswersForAllEpochsBehindItsWeights() {
    // 3 + 2 + 4 = 9 epochs.
    ScriptedStrategy strategy =
        new ScriptedStrategy()
            .batch(candidate(0, 3))
            .batch(promotion(0, 2, 0))
            .batch(promotion(0, 4, 1))
            .batch(candidate(0, 5), candidate(0, 9), candidate(0, 10));

    run(strategy, ExecutionMode.REPRODUCIBLE, 10);

    assertThat(strategy.told()).extracting(Trial::id).containsExactly(0, 1, 2, 1, 2, 3);
  }

  @Test
  void aPromotionOfATrialThatDoesNotExistIsAnErrorOfTheStrategy() {
    ScriptedStrategy strategy =
        new ScriptedStrategy().batch(candidate(0)).batch(promotion(0, 2, 7));

    SearchEnd end = run(strategy, ExecutionMode.REPRODUCIBLE, 10).end();

    assertThat(end.reason()).isEqualTo(Reason.STRATEGY_FAILED);
    assertThat(end.message())
        .contains("Promotion of trial (7) was proposed, but only trials 0 to 0 exist.");
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void aStrategyThatRepeatsItselfForEverIsEnded(ExecutionMode mode) {
    SearchStrategy stubborn =
        new SearchStrategy() {
          @Override
          public List<Proposal> propose(SearchStatus status) {
            return List.of(candidate(0), candidate(1));
          }

          @Override
          public void observe(Trial trial) {}
        };

    SearchResult result = run(stubborn, mode, 10);

    // What is ready when the end is noticed is told as well.
    assertThat(result.end().reason()).isEqualTo(Reason.ONLY_DUPLICATES);
    assertThat(result.end().message())
        .matches(
            "The strategy's last proposals left nothing to evaluate: 100[0-3] duplicates, 0 over a hard limit\\.");
    assertThat(result.counts().completed()).isEqualTo(2);
    assertThat(result.counts().duplicates()).isBetween(1000, 1003);
  }

  @Test
  void somethingNewInBetweenStartsTheCountAgain() {
    ScriptedStrategy strategy = new ScriptedStrategy();
    for (int network = 0; network < 3; network++) {
      Proposal proposal = candidate(network);
      strategy.batch(IntStream.range(0, 999).mapToObj(i -> proposal).toArray(Proposal[]::new));
    }

    SearchResult result = run(strategy, ExecutionMode.REPRODUCIBLE, 10);

    assertThat(result.end().reason()).isEqualTo(Reason.STRATEGY_FINISHED);
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(3, 0, 0, 0, 3 * 998));
  }

  private SearchResult run(SearchStrategy strategy, ExecutionMode mode, long trials) {
    Evaluator noting =
        assignment -> {
          synchronized (evaluated) {
            evaluated.add(assignment.trialId());
          }
          return new FakeEvaluator().evaluate(assignment);
        };
    return SearchLoop.builder(
            SearchSettings.of(Budget.ofTrials(trials)).withWorkers(2).withMode(mode),
            strategy,
            noting,
            Rewarder.unconstrained())
        .store(store)
        .listener(events::add)
        .build()
        .run();
  }
}
