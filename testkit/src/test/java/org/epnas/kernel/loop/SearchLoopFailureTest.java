package org.epnas.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.testkit.fake.ScriptedStrategy.candidate;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.SearchEnd.Reason;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
          evaluated.add(assignment.trialId());
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
    assertThat(result.end().message()).endsWith("500 duplicates, 500 over a hard limit.");
  }

  @Test
  void aStrategyThatProposesOnlyWhatIsRefusedIsToldWhatToAsk() {
    AtomicInteger next = new AtomicInteger(1);
    SearchStrategy big = strategy(() -> List.of(candidate(next.getAndIncrement())));

    SearchResult result =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(5)), big, new FakeEvaluator(), rewarder(HARD))
            .build()
            .run();

    assertThat(result.end().reason()).isEqualTo(Reason.ONLY_REFUSED);
    assertThat(result.end().message())
        .contains("1000 over a hard limit, 0 duplicates")
        .contains("StrategyContext.trainable");
  }

  private static Resource resource(ToDoubleFunction<Cost> measure) {
    return TestResource.of("latency", "ms", Direction.AT_MOST, measure);
  }

  static Stream<Arguments> brokenResources() {
    ToDoubleFunction<Cost> throwing =
        cost -> {
          throw new IllegalStateException("no\ndevice");
        };
    ToDoubleFunction<Cost> missingClass =
        cost -> {
          throw new NoClassDefFoundError("com/other/Lib");
        };
    ToDoubleFunction<Cost> overflow =
        cost -> {
          throw new StackOverflowError();
        };
    return Stream.of(
            Arguments.of(throwing, "could not be measured: IllegalStateException: no device"),
            Arguments.of(
                missingClass, "could not be measured: NoClassDefFoundError: com/other/Lib"),
            Arguments.of(overflow, "could not be measured: StackOverflowError"),
            Arguments.of(
                (ToDoubleFunction<Cost>) cost -> Double.NaN,
                "measured (NaN); a use must be finite and not negative."),
            Arguments.of(
                (ToDoubleFunction<Cost>) cost -> -1,
                "measured (-1.0); a use must be finite and not negative."))
        .flatMap(broken ->
            Stream.of(true, false)
                .map(hard -> Arguments.of(broken.get()[0], broken.get()[1], hard)));
  }

  @ParameterizedTest
  @MethodSource("brokenResources")
  void aResourceThatCannotBeMeasuredCostsTheTrialUnderAHardLimitAsUnderASoftOne(
      ToDoubleFunction<Cost> measure, String message, boolean hard) {
    Resource broken = resource(measure);
    Rewarder rewarder = rewarder(new Constraint(broken, 5, hard));
    StrategyContext context = StrategyContext.of(new ChainSpace(), 1, 1, rewarder);
    SearchStrategy asksFirst =
        strategy(() ->
            Stream.of(candidate(0))
                .filter(proposal -> context.trainable().test(proposal.architecture()))
                .filter(_ -> told.isEmpty())
                .toList());

    SearchResult result =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(5)), asksFirst, new FakeEvaluator(), rewarder)
            .build()
            .run();

    assertThat(result.trials().getFirst().outcome())
        .isEqualTo(
            new Outcome.Failed(
                Outcome.Reason.PLUGIN_FAILED,
                "Resource (latency) of class (%s) %s"
                    .formatted(broken.getClass().getName(), message)));
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(0, 1, 0, 0, 0));
    assertThat(result.best()).isEmpty();
    assertThat(result.paretoFront()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aResourceThatFailsForSomeNetworksOnlyLosesThoseAlone(boolean hard) {
    // Network 0 has 22 parameters, all others more.
    Resource moody =
        resource(cost -> {
          if (cost.parameters() > 22) {
            throw new IllegalArgumentException("no entry");
          }
          return 1;
        });
    ScriptedStrategy strategy =
        new ScriptedStrategy().batch(candidate(1), candidate(0), candidate(2));

    SearchResult result =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(5)),
                strategy,
                new FakeEvaluator(),
                rewarder(new Constraint(moody, 5, hard)))
            .build()
            .run();

    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(1, 2, 0, 0, 0));
    assertThat(result.best().orElseThrow().id()).isEqualTo(1);
  }

  @Test
  void tenErrorsInARowEndTheSearchWithTheCommonestCause() {
    AtomicInteger next = new AtomicInteger();
    Evaluator faulty =
        assignment -> {
          throw new IllegalStateException(
              assignment.trialId() == 0 ? "cold start" : "table missing");
        };

    SearchResult result =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(50)),
                strategy(() -> List.of(candidate(next.getAndIncrement()))),
                faulty,
                Rewarder.unconstrained())
            .build()
            .run();

    assertThat(result.end().reason()).isEqualTo(Reason.TOO_MANY_ERRORS);
    assertThat(result.end().message())
        .isEqualTo(
            "10 trials in a row failed by an error, the commonest: IllegalStateException: table missing");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPenaltyWithoutARewardCostsTheTrial(boolean throwing) {
    ConstraintPenalty broken =
        (accuracy, uses) -> {
          if (throwing) {
            throw new ArithmeticException("/ by zero");
          }
          return Double.NaN;
        };

    SearchResult result =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(1)),
                new ScriptedStrategy().batch(candidate(0)),
                new FakeEvaluator(),
                new Rewarder(List.of(), broken))
            .build()
            .run();

    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(0, 1, 0, 0, 0));
    Outcome.Failed failed = (Outcome.Failed) result.trials().getFirst().outcome();
    assertThat(failed.reason()).isEqualTo(Outcome.Reason.PLUGIN_FAILED);
    assertThat(failed.message())
        .startsWith("Penalty (" + (throwing ? broken.getClass().getName() : ""))
        .contains(throwing ? "ArithmeticException: / by zero" : "a reward must be finite");
  }

  @Test
  void whatAnEvaluatorThrowsIsTheOutcomeOfTheTrial() {
    Evaluator faulty =
        assignment ->
            switch (assignment.trialId()) {
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
    Logger unprinted = Logger.getLogger(Listeners.class.getName());
    unprinted.setUseParentHandlers(false);

    try {
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
    } finally {
      unprinted.setUseParentHandlers(true);
    }
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
