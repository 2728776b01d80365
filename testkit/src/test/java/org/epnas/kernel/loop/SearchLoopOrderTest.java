package org.epnas.kernel.loop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.testkit.fake.ScriptedStrategy.candidate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.TrialStore;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.fake.ChainSpace;
import org.epnas.testkit.fake.FakeEvaluator;
import org.epnas.testkit.fake.ManualClock;
import org.epnas.testkit.fake.RandomWalkStrategy;
import org.epnas.testkit.fake.ScriptedStrategy;
import org.epnas.testkit.fake.TestResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In which order trials are evaluated, numbered, stored and told. */
@Timeout(20)
final class SearchLoopOrderTest {
  @ParameterizedTest
  @EnumSource(
      value = ExecutionMode.class,
      names = {"REPRODUCIBLE", "FULL_ASSERT"})
  void inOrderABatchIsToldInTheOrderOfProposalHoweverItFinishes(ExecutionMode mode) {
    Finishes finishes = new Finishes();
    // With 3 workers, each trial of a batch of 3 waits for the next one: they finish 2, 1, 0.
    Evaluator backwards =
        assignment -> {
          if (assignment.trialId() % 3 < 2) {
            finishes.await(assignment.trialId() + 1);
          }
          return finishes.finish(assignment);
        };
    ScriptedStrategy strategy =
        new ScriptedStrategy()
            .batch(candidate(0), candidate(1), candidate(2))
            .batch(candidate(3), candidate(4), candidate(5));
    TrialStore store = TrialStore.inMemory();

    SearchLoop.builder(settings(mode, 3, 6), strategy, backwards, Rewarder.unconstrained())
        .store(store)
        .build()
        .run();

    assertThat(finishes.order).containsExactly(2, 1, 0, 5, 4, 3);
    assertThat(strategy.told()).extracting(Trial::id).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(store.trials()).extracting(Trial::id).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(strategy.told())
        .extracting(Trial::architecture)
        .containsExactly(
            ScriptedStrategy.network(0),
            ScriptedStrategy.network(1),
            ScriptedStrategy.network(2),
            ScriptedStrategy.network(3),
            ScriptedStrategy.network(4),
            ScriptedStrategy.network(5));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void inOrderTheSameSeedGivesTheSameTrialsWhateverTheTiming(long seed) {
    List<Trial> oneWorker = randomWalk(seed, 1, 0);
    assertThat(oneWorker).hasSizeGreaterThanOrEqualTo(40);

    assertThat(randomWalk(seed, 4, 17)).isEqualTo(oneWorker);
    assertThat(randomWalk(seed, 4, 23)).isEqualTo(oneWorker);
    assertThat(randomWalk(seed + 100, 4, 23)).isNotEqualTo(oneWorker);
  }

  /** 40 evaluated trials under a hard and a soft limit, with random pauses of up to 2 ms. */
  private static List<Trial> randomWalk(long seed, int workers, long pauses) {
    Evaluator evaluator =
        assignment -> {
          pause(new SplittableRandom(pauses + assignment.trialId()).nextInt(3));
          return new FakeEvaluator().evaluate(assignment);
        };
    List<Constraint> limits =
        List.of(
            new Constraint(TestResource.PARAMETERS, 3000, true),
            new Constraint(TestResource.FLOPS, 50_000, false));
    Rewarder rewarder =
        new Rewarder(
            limits,
            (accuracy, uses) ->
                uses.stream()
                    .mapToDouble(use -> Math.exp(-use.penaltyWeight() * use.usage().excess()))
                    .reduce(accuracy, (a, b) -> a * b));
    return SearchLoop.builder(
            settings(ExecutionMode.REPRODUCIBLE, workers, 40),
            new RandomWalkStrategy(new ChainSpace(), seed, 7),
            evaluator,
            rewarder)
        .nanoClock(new ManualClock())
        .build()
        .run()
        .trials();
  }

  @Test
  void inOrderTheStrategyIsAskedWhenTheWholeBatchIsTold() {
    List<String> calls = new ArrayList<>();
    ScriptedStrategy script =
        new ScriptedStrategy().batch(candidate(0), candidate(1)).batch(candidate(2));

    SearchLoop.builder(
            settings(ExecutionMode.REPRODUCIBLE, 2, 10),
            noting(script, calls),
            new FakeEvaluator(),
            Rewarder.unconstrained())
        .build()
        .run();

    assertThat(calls).containsExactly("ask", "tell 0", "tell 1", "ask", "tell 2", "ask");
  }

  @Test
  void fastTellsTrialsAsTheyFinishAndAsksWhileOthersRun() {
    Finishes finishes = new Finishes();
    // Trial 0 ends last: it waits for trial 2, which is proposed only when a worker is free again.
    Evaluator firstIsSlow =
        assignment -> {
          if (assignment.trialId() == 0) {
            finishes.await(2);
          }
          return finishes.finish(assignment);
        };
    List<String> calls = new ArrayList<>();
    ScriptedStrategy script =
        new ScriptedStrategy().batch(candidate(0), candidate(1)).batch(candidate(2));

    SearchResult result =
        SearchLoop.builder(
                settings(ExecutionMode.FAST, 2, 3),
                noting(script, calls),
                firstIsSlow,
                Rewarder.unconstrained())
            .build()
            .run();

    assertThat(calls).startsWith("ask", "tell 1", "ask").contains("tell 0", "tell 2");
    assertThat(result.trials()).extracting(Trial::id).containsExactly(0, 1, 2);
  }

  @Test
  void fastKeepsTheRestOfABatchUntilAWorkerIsFree() {
    List<String> calls = new ArrayList<>();
    ScriptedStrategy script =
        new ScriptedStrategy().batch(candidate(0), candidate(1), candidate(2), candidate(3));

    SearchLoop.builder(
            settings(ExecutionMode.FAST, 1, 4),
            noting(script, calls),
            new FakeEvaluator(),
            Rewarder.unconstrained())
        .build()
        .run();

    assertThat(calls).containsExactly("ask", "tell 0", "tell 1", "tell 2", "tell 3");
  }

  @Test
  void everyWorkerIsOneThreadForTheWholeSearch() {
    Map<Integer, Thread> threads = new ConcurrentHashMap<>();
    Predicate<Assignment> sameThread =
        assignment -> {
          Thread thread = threads.putIfAbsent(assignment.worker(), Thread.currentThread());
          return thread == null || thread == Thread.currentThread();
        };
    Evaluator evaluator =
        assignment ->
            sameThread.test(assignment)
                ? new FakeEvaluator().evaluate(assignment)
                : new Outcome.Failed(Outcome.Reason.ERROR, "another thread");

    SearchResult result =
        SearchLoop.builder(
                settings(ExecutionMode.REPRODUCIBLE, 3, 30),
                new RandomWalkStrategy(new ChainSpace(), 1, 6),
                evaluator,
                Rewarder.unconstrained())
            .build()
            .run();

    assertThat(result.counts().failed()).isZero();
    assertThat(threads.keySet()).containsExactly(0, 1, 2);
    assertThat(threads.values())
        .allSatisfy(thread -> assertThat(thread.isVirtual()).isFalse())
        .doesNotHaveDuplicates();
  }

  @Test
  void theStrategyIsToldTheVeryProposal() {
    Proposal proposal = candidate(0);
    ScriptedStrategy strategy = new ScriptedStrategy().batch(proposal);

    SearchLoop.builder(
            settings(ExecutionMode.REPRODUCIBLE, 2, 1),
            strategy,
            new FakeEvaluator(),
            Rewarder.unconstrained())
        .build()
        .run();

    assertThat(strategy.told().getFirst().proposal()).isSameAs(proposal);
    assertThat(strategy.asked()).containsExactly(new SearchStatus(0, 2));
  }

  private static SearchSettings settings(ExecutionMode mode, int workers, long trials) {
    return SearchSettings.of(Budget.ofTrials(trials)).withWorkers(workers).withMode(mode);
  }

  private static SearchStrategy noting(SearchStrategy strategy, List<String> calls) {
    return new SearchStrategy() {
      @Override
      public List<Proposal> propose(SearchStatus status) {
        calls.add("ask");
        return strategy.propose(status);
      }

      @Override
      public void observe(Trial trial) {
        calls.add("tell " + trial.id());
        strategy.observe(trial);
      }
    };
  }

  private static void pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lets one evaluation wait for another. */
  private static final class Finishes {
    final List<Integer> order = new ArrayList<>();
    private final Map<Integer, CountDownLatch> latches = new ConcurrentHashMap<>();

    void await(int trial) {
      try {
        assertThat(latch(trial).await(10, SECONDS)).as("trial %d finished", trial).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    Outcome finish(Assignment assignment) {
      synchronized (order) {
        order.add(assignment.trialId());
      }
      latch(assignment.trialId()).countDown();
      return new FakeEvaluator().evaluate(assignment);
    }

    private CountDownLatch latch(int trial) {
      return latches.computeIfAbsent(trial, id -> new CountDownLatch(1));
    }
  }
}
