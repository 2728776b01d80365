package org.epnas.kernel.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.epnas.testkit.fake.ScriptedStrategy.candidate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.search.SearchEnd.Reason;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.fake.ChainSpace;
import org.epnas.testkit.fake.FakeEvaluator;
import org.epnas.testkit.fake.RandomWalkStrategy;
import org.epnas.testkit.fake.ScriptedStrategy;
import org.epnas.testkit.fake.TestResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hard limits, and errors of everything that is plugged in. */
@Timeout(20)
final class SearchLoopFailureTest {
  /** Network 0 is conv 1x1 1->4 + batch norm, then dense 4->2: 4 + 8 + 10 = 22 parameters. */
  private static final Constraint HARD = new Constraint(TestResource.PARAMETERS, 22, true);

  private final List<Trial> told = new ArrayList<>();

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void overAHardLimitIsRefusedBeforeItIsEvaluated(ExecutionMode mode) {
    List<Integer> evaluated = new ArrayList<>();
    Evaluator noting =
        assignment -> {
          evaluated.add(assignment.trial());
          return new FakeEvaluator().evaluate(assignment);
        };
    // Network 1 is conv 1x1 1->8 + batch norm, dense 8->2: 8 + 16 + 18 = 42 parameters.
    ScriptedStrategy strategy =
        new ScriptedStrategy().batch(candidate(1), candidate(0)).batch(candidate(1, 9));
    List<SearchEvent> events = new ArrayList<>();

    SearchResult result =
        SearchLoop.builder(
                SearchSettings.of(Budget.parse("trials=2")).withMode(mode),
                strategy,
                noting,
                rewarder(HARD))
            .listener(events::add)
            .build()
            .run();

    Trial refused = result.trials().getFirst();
    assertThat(evaluated).containsExactly(1);
    assertThat(refused.outcome())
        .isEqualTo(
            new Outcome.Failed(
                Outcome.Reason.OVER_LIMIT,
                "Over a hard limit: parameters=42 (limit: parameters<=22!)"));
    assertThat(refused.reward()).isZero();
    assertThat(refused.uses().getFirst().used()).isEqualTo(42);
    assertThat(strategy.told()).as("a refusal answers for any epochs").hasSize(3);
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(1, 0, 1, 0, 1));
    assertThat(result.end().reason()).isEqualTo(Reason.STRATEGY_FINISHED);
    assertThat(events)
        .filteredOn(event -> event instanceof SearchEvent.TrialStarted)
        .containsExactly(new SearchEvent.TrialStarted(1, strategy.told().get(1).proposal(), 0));
  }

  @Test
  void onlyRefusedProposalsEndTheSearch() {
    AtomicInteger next = new AtomicInteger(1);
    SearchStrategy big = strategy(() -> List.of(candidate(next.getAndIncrement()), candidate(1)));

    SearchResult result =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(5)), big, new FakeEvaluator(), rewarder(HARD))
            .build()
            .run();

    // Network 3 (kernel 3, 4 channels) and all later ones are over the limit, too.
    assertThat(result.end().reason()).isEqualTo(Reason.ONLY_DUPLICATES);
    assertThat(result.end().message()).endsWith("500 duplicates, 500 refused.");
  }

  @Test
  void aResourceThatCannotBeMeasuredCostsTheTrial() {
    Resource broken =
        TestResource.of(
            "latency",
            "ms",
            Direction.AT_MOST,
            cost -> {
              throw new IllegalStateException("no\ndevice");
            });
    ScriptedStrategy strategy = new ScriptedStrategy().batch(candidate(0));

    SearchResult result =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(5)),
                strategy,
                new FakeEvaluator(),
                rewarder(new Constraint(broken, 5, false)))
            .build()
            .run();

    assertThat(result.trials().getFirst().outcome())
        .isEqualTo(
            new Outcome.Failed(
                Outcome.Reason.ERROR,
                "Resources could not be measured: IllegalStateException: no device"));
    assertThat(result.best()).isEmpty();
    assertThat(result.paretoFront()).isEmpty();
  }

  @Test
  void whatAnEvaluatorThrowsIsTheOutcomeOfTheTrial() {
    Evaluator faulty =
        assignment ->
            switch (assignment.trial()) {
              case 0 -> throw new UnsupportedOperationException();
              case 1 -> throw new StackOverflowError("deep");
              case 2 -> null;
              default -> new FakeEvaluator().evaluate(assignment);
            };
    ScriptedStrategy strategy =
        new ScriptedStrategy().batch(candidate(0), candidate(1), candidate(2), candidate(3));

    SearchResult result =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(4)), strategy, faulty, Rewarder.unconstrained())
            .build()
            .run();

    assertThat(result.trials())
        .extracting(Trial::outcome)
        .startsWith(
            new Outcome.Failed(Outcome.Reason.ERROR, "UnsupportedOperationException"),
            new Outcome.Failed(Outcome.Reason.ERROR, "StackOverflowError: deep"),
            new Outcome.Failed(
                Outcome.Reason.ERROR, "NullPointerException: evaluator gave no outcome"));
    assertThat(result.trials()).extracting(Trial::reward).startsWith(0.0, 0.0, 0.0);
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(1, 3, 0, 0, 0));
  }

  @Test
  void aBrokenListenerDoesNotDisturbTheOthersOrTheSearch() {
    List<SearchEvent> heard = new ArrayList<>();

    SearchResult result =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(2)),
                new RandomWalkStrategy(new ChainSpace(), 1, 2),
                new FakeEvaluator(),
                Rewarder.unconstrained())
            .listener(event -> {
              throw new IllegalStateException("screen gone");
            })
            .listener(heard::add)
            .build()
            .run();

    assertThat(result.counts().completed()).isEqualTo(2);
    assertThat(heard).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void anErrorOfTheStrategyReachesTheCallerAfterTheSlotsCameToRest() {
    AtomicBoolean stopped = new AtomicBoolean();
    Evaluator secondRunsUntilStopped =
        assignment -> {
          while (assignment.trial() == 1 && assignment.stop().reason().isEmpty()) {
            Thread.onSpinWait();
          }
          stopped.compareAndSet(false, assignment.trial() == 1);
          return new FakeEvaluator().evaluate(assignment);
        };
    IllegalStateException bug = new IllegalStateException("bug of the strategy");
    SearchStrategy failsWhenTold =
        new SearchStrategy() {
          @Override
          public List<Proposal> propose(SearchStatus status) {
            return List.of(candidate(0), candidate(1));
          }

          @Override
          public void observe(Trial trial) {
            throw bug;
          }
        };
    SearchLoop loop =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(2)).withSlots(2),
                failsWhenTold,
                secondRunsUntilStopped,
                Rewarder.unconstrained())
            .build();

    assertThatThrownBy(loop::run).isSameAs(bug);
    assertThat(stopped).isTrue();
  }

  @Test
  void anErrorOfTheStoreReachesTheCallerBeforeTheStrategyHearsOfTheTrial() {
    IllegalStateException full = new IllegalStateException("disk full");
    TrialStore broken =
        new TrialStore() {
          @Override
          public void append(Trial trial) {
            throw full;
          }

          @Override
          public List<Trial> trials() {
            return List.of();
          }
        };
    ScriptedStrategy strategy = new ScriptedStrategy().batch(candidate(0));
    SearchLoop loop =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(2)),
                strategy,
                new FakeEvaluator(),
                Rewarder.unconstrained())
            .store(broken)
            .build();

    assertThatThrownBy(loop::run).isSameAs(full);
    assertThat(strategy.told()).isEmpty();
  }

  private static Rewarder rewarder(Constraint constraint) {
    return new Rewarder(List.of(constraint), (accuracy, uses) -> accuracy);
  }

  private SearchStrategy strategy(Supplier<List<Proposal>> proposals) {
    return new SearchStrategy() {
      @Override
      public List<Proposal> propose(SearchStatus status) {
        return proposals.get();
      }

      @Override
      public void observe(Trial trial) {
        told.add(trial);
      }
    };
  }
}
