package org.epnas.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.testkit.fake.ScriptedStrategy.candidate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchJournal;
import org.epnas.kernel.search.SearchRecord;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.fake.FakeEvaluator;
import org.epnas.testkit.fake.ManualClock;
import org.epnas.testkit.fake.ScriptedStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Workers and devices that are lost, and evaluations that hang. */
@Timeout(20)
final class SearchLoopFaultTest {
  private static final FakeEvaluator SOUND = new FakeEvaluator();

  private final ManualClock clock = new ManualClock();
  private final List<Integer> begun = Collections.synchronizedList(new ArrayList<>());

  private static Outcome lost() {
    return new Outcome.Failed(Reason.LOST, "The worker's process ended (exit 134).");
  }

  /** Notes every attempt. */
  private Evaluator noting(Evaluator evaluator) {
    return assignment -> {
      begun.add(assignment.trialId());
      return evaluator.evaluate(assignment);
    };
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void aLostTrialIsBegunAgainAndSaysHowOften(ExecutionMode mode) {
    AtomicInteger losses = new AtomicInteger(2);
    Evaluator losing =
        noting(assignment ->
            assignment.trialId() == 1 && losses.getAndDecrement() > 0
                ? lost()
                : SOUND.evaluate(assignment));

    SearchResult result = run(settings(3).withMode(mode), losing);

    assertThat(begun).containsExactly(0, 1, 1, 1, 2);
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(3, 0, 0, 0, 0));
    assertThat(metrics(result.trials().get(0))).doesNotContainKey(Metric.ATTEMPTS);
    assertThat(metrics(result.trials().get(1))).containsEntry(Metric.ATTEMPTS, 3.0);
  }

  private static Map<String, Double> metrics(Trial trial) {
    return ((Outcome.Completed) trial.outcome()).metrics();
  }

  @Test
  void whatIsLostThreeTimesIsGivenUpAndTheSearchGoesOn() {
    SearchResult result =
        run(
            settings(2),
            noting(assignment -> assignment.trialId() == 0 ? lost() : SOUND.evaluate(assignment)));

    assertThat(begun).containsExactly(0, 0, 0, 1);
    assertThat(result.trials().getFirst().outcome())
        .isEqualTo(
            new Outcome.Failed(
                Reason.LOST, "The worker's process ended (exit 134). It was begun (3) times."));
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(1, 1, 0, 0, 0));
    assertThat(result.end().reason()).isEqualTo(SearchEnd.Reason.BUDGET_SPENT);
  }

  /** Whoever goes on with the search is to evaluate what was under way. */
  @Test
  void withoutAnythingThatEvaluatesTheSearchEndsAndKeepsWhatItHas() {
    Evaluator dying =
        new Evaluator() {
          private final AtomicInteger evaluated = new AtomicInteger();

          @Override
          public Outcome evaluate(Assignment assignment) {
            begun.add(assignment.trialId());
            return evaluated.incrementAndGet() > 2
                ? SearchLoopFaultTest.lost()
                : SOUND.evaluate(assignment);
          }

          @Override
          public Optional<String> lost() {
            return evaluated.get() > 2 ? Optional.of("No device is left.") : Optional.empty();
          }
        };
    List<SearchRecord.Ended> journal = new ArrayList<>();

    SearchResult result =
        SearchLoop.builder(settings(5), strategy(5), dying, Rewarder.unconstrained())
            .journal(noting(journal))
            .nanoClock(clock)
            .build()
            .run();

    assertThat(begun).containsExactly(0, 1, 2);
    assertThat(result.end())
        .isEqualTo(new SearchEnd(SearchEnd.Reason.EVALUATOR_LOST, "No device is left."));
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(2, 0, 0, 1, 0));
    assertThat(journal).extracting(SearchRecord.Ended::trialId).containsExactly(0, 1);
  }

  private static SearchJournal noting(List<SearchRecord.Ended> ended) {
    return new SearchJournal() {
      @Override
      public SearchRecord recorded() {
        return SearchRecord.EMPTY;
      }

      @Override
      public void asked(SearchRecord.Asked asked) {}

      @Override
      public void ended(SearchRecord.Ended one) {
        ended.add(one);
      }
    };
  }

  @Test
  void whatIsLostWhileTheSearchEndsWasCutOff() {
    SearchLoop[] loop = new SearchLoop[1];
    Evaluator evaluator =
        noting(assignment -> {
          loop[0].cancel();
          return lost();
        });
    loop[0] = loop(settings(3), evaluator);

    SearchResult result = loop[0].run();

    assertThat(begun).containsExactly(0);
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(0, 0, 0, 1, 0));
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void aSilentTrialIsGivenUpAndItsWorkerGoesOn(ExecutionMode mode) {
    CountDownLatch never = new CountDownLatch(1);
    List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
    Evaluator hanging =
        noting(assignment -> {
          threads.add(Thread.currentThread());
          if (assignment.trialId() == 1) {
            clock.advanceSeconds(60);
            awaitWithoutInterrupt(never);
          }
          return SOUND.evaluate(assignment);
        });

    SearchResult result =
        run(settings(3).withMode(mode).withSilenceLimit(Duration.ofSeconds(30)), hanging);

    assertThat(result.trials()).extracting(Trial::id).containsExactly(0, 1, 2);
    assertThat(result.trials().get(1).outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.HUNG);
              assertThat(failed.message()).contains("(30) seconds", "--isolate", "--hang-limit");
            });
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(2, 1, 0, 0, 0));
    assertThat(threads.get(0)).isSameAs(threads.get(1)).isNotSameAs(threads.get(2));
    never.countDown();
  }

  private static void awaitWithoutInterrupt(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  /** It may take as long as it likes. */
  @Test
  void whoAsksTheStopSignalOrTellsOfEpochsIsAlive() {
    Evaluator slow =
        assignment -> {
          for (int i = 0; i < 10; i++) {
            clock.advanceSeconds(0.02);
            assertThat(assignment.stop().reason()).isEmpty();
            clock.advanceSeconds(0.02);
            assignment
                .epochs()
                .accept(new SearchEvent.EpochEnded(assignment.trialId(), i, 10, 1, 0.5, 0.04));
            pauseForTheWatch();
          }
          return SOUND.evaluate(assignment);
        };

    SearchResult result = run(settings(1).withSilenceLimit(Duration.ofMillis(30)), slow);

    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(1, 0, 0, 0, 0));
  }

  private static void pauseForTheWatch() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A hung thread cannot be ended, but nobody waits for it either. */
  @Test
  void theEndOfASearchDoesNotWaitForAHungTrial() {
    CountDownLatch never = new CountDownLatch(1);
    Evaluator hanging =
        assignment -> {
          clock.advanceSeconds(60);
          awaitWithoutInterrupt(never);
          return SOUND.evaluate(assignment);
        };
    SearchSettings oneMinute =
        SearchSettings.of(Budget.ofTime(Duration.ofSeconds(50)))
            .withSilenceLimit(Duration.ofSeconds(30));

    SearchResult result = run(oneMinute, hanging);

    assertThat(result.end().reason()).isEqualTo(SearchEnd.Reason.BUDGET_SPENT);
    assertThat(result.counts()).isEqualTo(new SearchResult.Counts(0, 1, 0, 0, 0));
    never.countDown();
  }

  private static SearchSettings settings(int trials) {
    return SearchSettings.of(Budget.ofTrials(trials));
  }

  private static ScriptedStrategy strategy(int candidates) {
    ScriptedStrategy strategy = new ScriptedStrategy();
    for (int i = 0; i < candidates; i++) {
      strategy.batch(candidate(i));
    }
    return strategy;
  }

  private SearchResult run(SearchSettings settings, Evaluator evaluator) {
    return loop(settings, evaluator).run();
  }

  private SearchLoop loop(SearchSettings settings, Evaluator evaluator) {
    return SearchLoop.builder(settings, strategy(3), evaluator, Rewarder.unconstrained())
        .nanoClock(clock)
        .build();
  }
}
