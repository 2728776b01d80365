package org.epnas.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.testkit.fake.ScriptedStrategy.candidate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.SearchEnd.Reason;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StudyInfo;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.fake.FakeEvaluator;
import org.epnas.testkit.fake.ScriptedStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What listeners hear beside trials: what a search is about, epochs, the strategy's own words. */
@Timeout(20)
final class SearchLoopEventTest {
  private static final int EPOCHS = 3;

  private final List<SearchEvent> events = new ArrayList<>();
  private final Set<Thread> threads = new HashSet<>();

  @Test
  void theFirstEventSaysWhatTheSearchIsAbout() {
    StudyInfo info =
        new StudyInfo("run7", "bands", "chain", "scripted", 7, List.of("parameters<=22!"));

    builder(1, new ScriptedStrategy().batch(candidate(0)), new FakeEvaluator())
        .study(info)
        .build()
        .run();

    assertThat(events.getFirst())
        .isEqualTo(
            new SearchEvent.Started(SearchSettings.of(Budget.ofTrials(4)), Optional.of(info)));
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void epochsOfParallelTrialsAreHeardInTheSearchsThreadWhileTheTrialsRun(ExecutionMode mode) {
    FakeEvaluator fake = new FakeEvaluator();
    Evaluator telling =
        assignment -> {
          for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            assignment.epochs().accept(ended(assignment.trialId(), epoch));
          }
          return fake.evaluate(assignment);
        };

    SearchLoop.builder(
            new SearchSettings(Budget.ofTrials(4), 2, Optional.empty(), Optional.empty(), mode),
            new ScriptedStrategy().batch(candidate(0), candidate(1), candidate(2), candidate(3)),
            telling,
            Rewarder.unconstrained())
        .listener(this::note)
        .build()
        .run();

    assertThat(threads).containsExactly(Thread.currentThread());
    for (int trial = 0; trial < 4; trial++) {
      assertThat(wordsOf(trial)).containsExactly("started", "1", "2", "3", "finished");
    }
  }

  @Test
  void anEpochIsHeardOfBeforeItsTrialHasEnded() {
    CountDownLatch heard = new CountDownLatch(1);
    FakeEvaluator fake = new FakeEvaluator();
    Evaluator waiting =
        assignment -> {
          assignment.epochs().accept(ended(assignment.trialId(), 1));
          try {
            heard.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return fake.evaluate(assignment);
        };

    SearchResult result =
        builder(1, new ScriptedStrategy().batch(candidate(0)), waiting)
            .listener(event -> {
              if (event instanceof SearchEvent.EpochEnded) {
                heard.countDown();
              }
            })
            .build()
            .run();

    assertThat(result.counts().completed()).isEqualTo(1);
  }

  @Test
  void aStrategysReportIsHeardWhenItSaysSomethingNew() {
    Reporting strategy = new Reporting(0, 1, 1, 2);

    builder(1, strategy, new FakeEvaluator()).build().run();

    assertThat(events)
        .filteredOn(event -> event instanceof SearchEvent.StrategyReport)
        .containsExactly(
            new SearchEvent.StrategyReport(quality(1)), new SearchEvent.StrategyReport(quality(2)));
  }

  @Test
  void aReportThatFailsDoesNotEndTheSearch() {
    SearchResult result = builder(1, new Reporting(0, -1, 2, 2), new FakeEvaluator()).build().run();

    assertThat(result.trials()).hasSize(3);
    assertThat(result.end().reason()).isEqualTo(Reason.STRATEGY_FINISHED);
    assertThat(events).noneMatch(event -> event instanceof SearchEvent.StrategyReport);
  }

  private SearchLoop.Builder builder(int workers, SearchStrategy strategy, Evaluator evaluator) {
    return SearchLoop.builder(
            SearchSettings.of(Budget.ofTrials(4)).withWorkers(workers),
            strategy,
            evaluator,
            Rewarder.unconstrained())
        .listener(this::note);
  }

  private void note(SearchEvent event) {
    events.add(event);
    threads.add(Thread.currentThread());
  }

  private List<String> wordsOf(int number) {
    List<String> words = new ArrayList<>();
    for (SearchEvent event : events) {
      switch (event) {
        case SearchEvent.TrialStarted(int trial, Proposal _, int _) when trial == number ->
            words.add("started");
        case SearchEvent.EpochEnded ended when ended.trialId() == number ->
            words.add(String.valueOf(ended.epoch()));
        case SearchEvent.TrialFinished(Trial trial, double _) when trial.id() == number ->
            words.add("finished");
        default -> {}
      }
    }
    return words;
  }

  private static SearchEvent.EpochEnded ended(int trial, int epoch) {
    return new SearchEvent.EpochEnded(trial, epoch, EPOCHS, 0.7, 0.5, epoch);
  }

  private static SortedMap<String, Double> quality(double value) {
    return new TreeMap<>(Collections.singletonMap("quality", value));
  }

  /** Proposes one network at each of three steps; 0 says nothing, -1 throws. */
  private static final class Reporting implements SearchStrategy {
    private final ScriptedStrategy script =
        new ScriptedStrategy().batch(candidate(0)).batch(candidate(1)).batch(candidate(2));
    private final int[] values;
    private int asked;

    Reporting(int... values) {
      this.values = values;
    }

    @Override
    public List<Proposal> propose(SearchStatus status) {
      return script.propose(status);
    }

    @Override
    public void observe(Trial trial) {
      script.observe(trial);
    }

    @Override
    public SortedMap<String, Double> report() {
      int value = values[asked++];
      if (value < 0) {
        throw new IllegalStateException("no quality");
      }
      return value == 0 ? Collections.emptySortedMap() : quality(value);
    }
  }
}
