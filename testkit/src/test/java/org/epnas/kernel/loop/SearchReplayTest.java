package org.epnas.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchJournal;
import org.epnas.kernel.search.SearchRecord;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A search that goes on from a journal. */
@Timeout(20)
final class SearchReplayTest {
  private static final int TRIALS = 30;

  /** Keeps everything; a process that is killed leaves the first so many entries. */
  private static final class Memory implements SearchJournal {
    private final SearchRecord before;
    private final List<Object> entries = new ArrayList<>();

    Memory(SearchRecord before) {
      this.before = before;
      entries.addAll(before.asked());
      entries.addAll(before.ended());
    }

    @Override
    public SearchRecord recorded() {
      return before;
    }

    @Override
    public void asked(SearchRecord.Asked asked) {
      entries.add(asked);
    }

    @Override
    public void ended(SearchRecord.Ended ended) {
      entries.add(ended);
    }

    SearchRecord first(int count) {
      List<SearchRecord.Asked> asked = new ArrayList<>();
      List<SearchRecord.Ended> ended = new ArrayList<>();
      double spent = 0;
      for (Object entry : entries.subList(0, count)) {
        switch (entry) {
          case SearchRecord.Asked one -> {
            asked.add(one);
            spent = one.at();
          }
          case SearchRecord.Ended one -> {
            ended.add(one);
            spent = one.at();
          }
          default -> throw new AssertionError(entry);
        }
      }
      return new SearchRecord(asked, ended, spent, List.of());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "3, 1", "3, 2"})
  void fromWhereverItWasKilledTheTrialsAreThoseOfAnUninterruptedRun(int workers, long seed) {
    Memory whole = new Memory(SearchRecord.EMPTY);
    List<Trial> trials = search(workers, seed, whole, new FakeEvaluator()).trials();
    assertThat(trials).hasSizeGreaterThanOrEqualTo(TRIALS);

    for (int killed = 0; killed <= whole.entries.size(); killed++) {
      SearchRecord record = whole.first(killed);
      Set<Integer> trainedAgain = new ConcurrentSkipListSet<>();
      Evaluator counted =
          assignment -> {
            trainedAgain.add(assignment.trialId());
            return new FakeEvaluator().evaluate(assignment);
          };

      List<Trial> resumed = search(workers, seed, new Memory(record), counted).trials();

      assertThat(resumed).as("killed after entry %s", killed).isEqualTo(trials);
      Set<Integer> ended = new TreeSet<>();
      record.ended().forEach(one -> ended.add(one.trialId()));
      assertThat(trainedAgain).noneMatch(ended::contains);
      assertThat(trainedAgain.size() + ended.size()).isEqualTo(TRIALS);
    }
  }

  private static SearchResult search(
      int workers, long seed, SearchJournal journal, Evaluator evaluator) {
    Rewarder rewarder =
        new Rewarder(
            List.of(new Constraint(TestResource.PARAMETERS, 3000, true)),
            (accuracy, _) -> accuracy);
    return SearchLoop.builder(
            settings(Budget.ofTrials(TRIALS), workers, ExecutionMode.REPRODUCIBLE),
            new RandomWalkStrategy(new ChainSpace(), seed, 7),
            evaluator,
            rewarder)
        .nanoClock(new ManualClock())
        .journal(journal)
        .build()
        .run();
  }

  @Test
  void theStrategyIsToldTheShareOfTheBudgetThatItWasToldThen() {
    SearchRecord.Asked asked =
        new SearchRecord.Asked(
            0.625,
            3,
            OptionalDouble.of(40),
            Replay.hashes(List.of(ScriptedStrategy.candidate(0))),
            25);
    ScriptedStrategy strategy = new ScriptedStrategy().batch(ScriptedStrategy.candidate(0));

    run(strategy, new SearchRecord(List.of(asked), List.of(), 25, List.of()), time(40));

    assertThat(strategy.asked().getFirst())
        .isEqualTo(new SearchStatus(0.625, 3, OptionalDouble.of(40)));
  }

  @Test
  void theBudgetGoesOnFromWhatWasSpent() {
    ManualClock clock = new ManualClock();
    SearchRecord record = new SearchRecord(List.of(), List.of(), 30, List.of());
    List<Double> used = new ArrayList<>();
    SearchStrategy strategy =
        new SearchStrategy() {
          @Override
          public List<Proposal> propose(SearchStatus status) {
            used.add(status.fractionUsed());
            clock.advanceSeconds(6);
            return List.of(ScriptedStrategy.candidate(used.size()));
          }

          @Override
          public void observe(Trial trial) {}
        };

    SearchResult result =
        SearchLoop.builder(
                settings(time(40), 1, ExecutionMode.REPRODUCIBLE),
                strategy,
                new FakeEvaluator(),
                Rewarder.unconstrained())
            .nanoClock(clock)
            .journal(new Memory(record))
            .build()
            .run();

    // 30 of 40 seconds, then 36, then 42.
    assertThat(used).containsExactly(0.75, 0.9);
    assertThat(result.wallSeconds()).isEqualTo(42);
  }

  @Test
  void anotherProposalThanRecordedEndsTheSearchAndSaysWhatChanged() {
    SearchRecord.Asked asked =
        new SearchRecord.Asked(
            0,
            1,
            OptionalDouble.empty(),
            Replay.hashes(List.of(ScriptedStrategy.candidate(0), ScriptedStrategy.candidate(1))),
            0);
    ScriptedStrategy strategy =
        new ScriptedStrategy().batch(ScriptedStrategy.candidate(0), ScriptedStrategy.candidate(2));

    SearchResult result =
        run(
            strategy,
            new SearchRecord(List.of(asked), List.of(), 0, List.of("Java was 25, is 26")),
            Budget.ofTrials(5));

    assertThat(result.end().reason()).isEqualTo(SearchEnd.Reason.REPLAY_DIFFERS);
    assertThat(result.end().message())
        .startsWith("Proposal (2) of question (1) is network (")
        .contains("Java was 25, is 26", "Maybe");
    assertThat(result.trials()).isEmpty();
  }

  @Test
  void aJournalThatCannotBeWrittenEndsTheSearchWithWhatItHas() {
    SearchJournal full =
        new SearchJournal() {
          @Override
          public SearchRecord recorded() {
            return SearchRecord.EMPTY;
          }

          @Override
          public void asked(SearchRecord.Asked asked) {}

          @Override
          public void ended(SearchRecord.Ended ended) {
            if (ended.trialId() == 1) {
              throw new IllegalStateException("no space left");
            }
          }
        };
    ScriptedStrategy strategy =
        new ScriptedStrategy()
            .batch(ScriptedStrategy.candidate(0))
            .batch(ScriptedStrategy.candidate(1))
            .batch(ScriptedStrategy.candidate(2));

    SearchResult result =
        SearchLoop.builder(
                settings(Budget.ofTrials(5), 1, ExecutionMode.REPRODUCIBLE),
                strategy,
                new FakeEvaluator(),
                Rewarder.unconstrained())
            .journal(full)
            .build()
            .run();

    assertThat(result.end().reason()).isEqualTo(SearchEnd.Reason.STORE_FAILED);
    assertThat(result.end().message()).contains("no space left");
    assertThat(result.trials()).extracting(Trial::id).containsExactly(0);
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void whatTheEndOfTheSearchCutOffIsNotRecordedAsEnded(ExecutionMode mode) {
    Memory journal = new Memory(SearchRecord.EMPTY);
    Evaluator cutOff =
        _ -> new Outcome.Failed(Outcome.Reason.CANCELLED, "Stopped before it was complete.");

    SearchLoop.builder(
            settings(Budget.ofTrials(1), 1, mode),
            new ScriptedStrategy().batch(ScriptedStrategy.candidate(0)),
            cutOff,
            Rewarder.unconstrained())
        .journal(journal)
        .build()
        .run();

    assertThat(journal.entries).hasOnlyElementsOfType(SearchRecord.Asked.class);
  }

  private static SearchResult run(SearchStrategy strategy, SearchRecord record, Budget budget) {
    return SearchLoop.builder(
            settings(budget, 1, ExecutionMode.REPRODUCIBLE),
            strategy,
            new FakeEvaluator(),
            Rewarder.unconstrained())
        .nanoClock(new ManualClock())
        .journal(new Memory(record))
        .build()
        .run();
  }

  private static Budget time(int seconds) {
    return Budget.ofTime(Duration.ofSeconds(seconds));
  }

  private static SearchSettings settings(Budget budget, int workers, ExecutionMode mode) {
    return new SearchSettings(budget, workers, Optional.empty(), Optional.empty(), mode);
  }
}
