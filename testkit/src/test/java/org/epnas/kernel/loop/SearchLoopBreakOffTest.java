package org.epnas.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.epnas.testkit.fake.ScriptedStrategy.candidate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.Evaluator;
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
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What ends a search early: a strategy or a store that fails. The results so far stay. */
@Timeout(20)
final class SearchLoopBreakOffTest {
  private final List<Trial> told = new ArrayList<>();

  @Test
  void anErrorOfTheStrategyEndsTheSearchAfterTheWorkersCameToRest() {
    AtomicBoolean stopped = new AtomicBoolean();
    Evaluator secondRunsUntilStopped =
        assignment -> {
          while (assignment.trialId() == 1 && assignment.stop().reason().isEmpty()) {
            Thread.onSpinWait();
          }
          stopped.compareAndSet(false, assignment.trialId() == 1);
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
                SearchSettings.of(Budget.ofTrials(2)).withWorkers(2),
                failsWhenTold,
                secondRunsUntilStopped,
                Rewarder.unconstrained())
            .build();

    SearchResult result = loop.run();

    assertThat(stopped).isTrue();
    assertThat(result.trials()).as("what was trained is kept").hasSize(2);
    assertThatThrownBy(result::orThrowIfBroken).hasMessage(result.end().message());
    assertThat(result.end())
        .isEqualTo(
            new SearchEnd(
                Reason.STRATEGY_FAILED,
                "Strategy (%s) failed to observe trial (0): IllegalStateException: bug of the strategy (at %s.anErrorOfTheStrategyEndsTheSearchAfterTheWorkersCameToRest)"
                    .formatted(failsWhenTold.getClass().getName(), getClass().getName())));
  }

  @ParameterizedTest
  @MethodSource("brokenProposals")
  void aStrategyThatProposesNothingUsableEndsTheSearchWithTheResultsSoFar(
      Supplier<List<Proposal>> second, String error) {
    AtomicInteger asked = new AtomicInteger();
    List<SearchEvent> events = new ArrayList<>();

    SearchResult result =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(9)),
                strategy(() -> asked.getAndIncrement() == 0 ? List.of(candidate(0)) : second.get()),
                new FakeEvaluator(),
                Rewarder.unconstrained())
            .listener(events::add)
            .build()
            .run();

    assertThat(result.counts().completed()).isEqualTo(1);
    assertThat(result.best()).isPresent();
    assertThat(result.end().reason()).isEqualTo(Reason.STRATEGY_FAILED);
    assertThat(result.end().message()).contains("failed to propose: " + error);
    assertThat(events.getLast()).isEqualTo(new SearchEvent.Finished(result));
  }

  static Stream<Arguments> brokenProposals() {
    Supplier<List<Proposal>> throwing =
        () -> {
          throw new NoSuchElementException("empty tree");
        };
    Supplier<List<Proposal>> noMemory =
        () -> {
          throw new OutOfMemoryError("Java heap space");
        };
    Supplier<List<Proposal>> nothing = () -> null;
    Supplier<List<Proposal>> hole = () -> Collections.singletonList(null);
    return Stream.of(
        Arguments.of(throwing, "NoSuchElementException: empty tree"),
        Arguments.of(noMemory, "OutOfMemoryError: Java heap space"),
        Arguments.of(nothing, "NullPointerException"),
        Arguments.of(hole, "NullPointerException"));
  }

  @Test
  void aPromotionOfNobodyEndsTheSearchWithTheResultsSoFar() {
    Proposal orphan =
        new Proposal(
            candidate(3).architecture(),
            1,
            OptionalInt.of(77),
            Proposal.Kind.PROMOTED,
            0,
            OptionalDouble.empty());

    SearchResult result =
        SearchLoop.builder(
                SearchSettings.of(Budget.ofTrials(5)),
                new ScriptedStrategy().batch(candidate(0)).batch(orphan),
                new FakeEvaluator(),
                Rewarder.unconstrained())
            .build()
            .run();

    assertThat(result.end().reason()).isEqualTo(Reason.STRATEGY_FAILED);
    assertThat(result.end().message()).contains("77");
    assertThat(result.counts().completed()).isEqualTo(1);
  }

  @Test
  void anErrorOfTheStoreEndsTheSearchBeforeTheStrategyHearsOfTheTrial() {
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

    SearchResult result = loop.run();

    assertThat(result.end())
        .isEqualTo(
            new SearchEnd(
                Reason.STORE_FAILED,
                "Store (%s) could not keep trial (0): IllegalStateException: disk full (at %s.anErrorOfTheStoreEndsTheSearchBeforeTheStrategyHearsOfTheTrial)"
                    .formatted(broken.getClass().getName(), getClass().getName())));
    assertThat(strategy.told()).isEmpty();
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
