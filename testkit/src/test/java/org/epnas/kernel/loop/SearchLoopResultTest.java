package org.epnas.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.testkit.fake.ScriptedStrategy.candidate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StudyInfo;
import org.epnas.kernel.search.TimeSplit;
import org.epnas.kernel.search.TrialStore;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.fake.ChainSpace;
import org.epnas.testkit.fake.FakeEvaluator;
import org.epnas.testkit.fake.ManualClock;
import org.epnas.testkit.fake.RandomWalkStrategy;
import org.epnas.testkit.fake.ScriptedStrategy;
import org.epnas.testkit.fake.TestResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What listeners hear and what the result holds. */
@Timeout(20)
final class SearchLoopResultTest {
  private final ManualClock clock = new ManualClock();

  @Test
  void listenersHearEverythingInOrderAfterTheStore() {
    List<String> heard = new ArrayList<>();
    TrialStore store = TrialStore.inMemory();
    SearchListener listener =
        event ->
            heard.add(
                switch (event) {
                  case SearchEvent.Started(SearchSettings settings, Optional<StudyInfo> _) ->
                      "started " + settings.workers();
                  case SearchEvent.TrialStarted(int trial, Proposal _, int worker) ->
                      "trial %d on worker %d".formatted(trial, worker);
                  case SearchEvent.TrialFinished(Trial trial, double used) ->
                      "trial %d of %d stored, %.2f used"
                          .formatted(trial.id(), store.trials().size(), used);
                  case SearchEvent.DuplicateAnswered(Trial trial) -> "again " + trial.id();
                  case SearchEvent.EpochEnded _, SearchEvent.StrategyReport _ -> "unexpected";
                  case SearchEvent.Finished(SearchResult result) ->
                      "finished " + result.end().reason();
                });
    SearchStrategy strategy =
        new ScriptedStrategy().batch(candidate(0), candidate(0), candidate(1));

    SearchLoop.builder(
            SearchSettings.of(Budget.ofTrials(4)),
            strategy,
            new FakeEvaluator(),
            Rewarder.unconstrained())
        .store(store)
        .listener(listener)
        .build()
        .run();

    assertThat(heard)
        .containsExactly(
            "started 1",
            "trial 0 on worker 0",
            "trial 0 of 1 stored, 0.25 used",
            "again 0",
            "trial 1 on worker 0",
            "trial 1 of 2 stored, 0.50 used",
            "finished STRATEGY_FINISHED");
  }

  @Test
  void theTimeIsSplitByWhereItWent() {
    Evaluator evaluator =
        assignment -> {
          clock.advanceSeconds(10);
          return FakeEvaluator.outcome(assignment.proposal(), 6, 2, 1);
        };
    ScriptedStrategy script = new ScriptedStrategy().batch(candidate(0), candidate(1));
    SearchStrategy thinks =
        new SearchStrategy() {
          @Override
          public List<Proposal> propose(SearchStatus status) {
            clock.advanceSeconds(3);
            return script.propose(status);
          }

          @Override
          public void observe(Trial trial) {
            clock.advanceSeconds(1);
          }
        };

    SearchResult result =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(9)), thinks, evaluator, Rewarder.unconstrained())
            .nanoClock(clock)
            .build()
            .run();

    // Two trials of 10 s; asked twice (3 s), told twice (1 s).
    assertThat(result.wallSeconds()).isEqualTo(28);
    assertThat(result.time()).isEqualTo(new TimeSplit(12, 4, 2, 8, 8));
  }

  @Test
  void measuringCandidatesIsPreparation() {
    Constraint measured =
        new Constraint(
            TestResource.of(
                "latency",
                "ms",
                Direction.AT_MOST,
                cost -> {
                  clock.advanceSeconds(2);
                  return 1;
                }),
            5,
            true);

    SearchResult result =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(1)),
                new ScriptedStrategy().batch(candidate(0)),
                assignment -> FakeEvaluator.outcome(assignment.proposal(), 0, 0, 1),
                new Rewarder(List.of(measured), (accuracy, uses) -> accuracy))
            .nanoClock(clock)
            .build()
            .run();

    assertThat(result.time()).isEqualTo(new TimeSplit(0, 0, 3, 0, 2));
  }

  @Test
  void bestAndFrontAreThoseOfTheRanking() {
    Constraint parameters = new Constraint(TestResource.PARAMETERS, 500, false);

    SearchResult result =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(40)),
                new RandomWalkStrategy(new ChainSpace(), 5, 8),
                new FakeEvaluator(),
                new Rewarder(
                    List.of(parameters),
                    (accuracy, uses) -> uses.getFirst().usage().satisfied() ? accuracy : 0))
            .build()
            .run();

    assertThat(result.trials()).anyMatch(trial -> !trial.feasible());
    assertThat(result.best()).isPresent().isEqualTo(Ranking.best(result.trials()));
    assertThat(result.paretoFront())
        .isNotEmpty()
        .startsWith(result.best().orElseThrow())
        .isEqualTo(Ranking.paretoFront(result.trials(), List.of(TestResource.PARAMETERS)))
        .allMatch(Trial::feasible);
    assertThat(result.counts().trials()).isEqualTo(result.trials().size());
  }
}
