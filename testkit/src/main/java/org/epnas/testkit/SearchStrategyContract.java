package org.epnas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.search.SearchEnd.Reason;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.fake.ChainSpace;
import org.epnas.testkit.fake.FakeEvaluator;
import org.epnas.testkit.fake.GatedSpace;
import org.epnas.testkit.fake.ManualClock;
import org.epnas.testkit.fake.TestResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every search strategy promises, in a small space. */
@Timeout(60)
public abstract class SearchStrategyContract {
  private static final long SEED = 11;
  private static final int ROUNDS = 6;

  private SearchSpace space;

  @BeforeEach
  void makeTheSpace() {
    space = space();
  }

  protected abstract SearchStrategy.Factory factory();

  /**
   * Where it searches. The initial network has at most 1500 parameters, and there are hundreds of
   * others like that.
   */
  protected SearchSpace space() {
    return new ChainSpace();
  }

  /** False where networks share their weights, or where one may be trained several times. */
  protected boolean trainsEachNetworkOnce() {
    return true;
  }

  /** Trials of a whole search: enough for the strategy to come to every phase it has. */
  protected long trials() {
    return 24;
  }

  @Test
  void proposesCandidatesOfTheSpace() {
    List<Proposal> batch = create(SEED).propose(new SearchStatus(0, 2));

    assertThat(batch).as("a strategy proposes at once").isNotEmpty();
    for (Proposal proposal : batch) {
      assertOfTheSpace(proposal);
      assertThat(proposal.parentTrialId()).as("nothing was trained yet").isEmpty();
      assertThat(proposal.kind()).as("nothing can be promoted yet").isNotEqualTo(Kind.PROMOTED);
      assertThat(proposal.episode()).as("episodes count from zero").isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(ExecutionMode.class)
  void searchesUntilTheBudgetIsSpent(ExecutionMode mode) {
    SearchSettings settings = settings().withWorkers(3).withMode(mode);

    SearchResult result = run(create(SEED), settings, new FakeEvaluator());

    assertThat(result.end().reason())
        .as("a search ends with its budget or its strategy")
        .isIn(Reason.BUDGET_SPENT, Reason.STRATEGY_FINISHED);
    assertThat(result.counts().completed()).isPositive();
    for (Trial trial : result.trials()) {
      assertOfTheSpace(trial.proposal());
      trial
          .proposal()
          .parentTrialId()
          .ifPresent(parent ->
              assertThat(parent).as("a parent is an earlier trial").isBetween(0, trial.id() - 1));
    }
  }

  @Test
  void theSameSeedAndTheSameResultsGiveTheSameProposals() {
    List<Trial> once = trialsOn(new ManualClock(), settings().withWorkers(1));
    List<Trial> again = trialsOn(new ManualClock(), settings().withWorkers(1));

    assertThat(again)
        .as("the same seed and the same results give the same proposals")
        .isEqualTo(once);
  }

  @Test
  void proposesOnlyWhatIsWithinTheHardLimits() {
    // In the chain space the initial network has 36 + 8 + 10 = 54 parameters, the largest one
    // about 7,000.
    Constraint hard = new Constraint(TestResource.PARAMETERS, 1500, true);
    Predicate<Architecture> trainable =
        architecture -> Cost.of(architecture).parameters() <= hard.limit();
    SearchStrategy strategy = factory().create(new StrategyContext(space, SEED, 1, trainable));

    SearchResult result =
        SearchLoop.builder(
                settings(),
                strategy,
                new FakeEvaluator(),
                new Rewarder(List.of(hard), (accuracy, uses) -> accuracy))
            .build()
            .run();

    assertThat(result.counts().refused())
        .as("proposals over a hard limit: a strategy asks the context's (trainable) first")
        .isZero();
    assertThat(result.counts().completed()).isPositive();
  }

  /**
   * Single transformations of some spaces leave the network as it is, and only what comes after
   * them is another one. A strategy that trains every network once, and goes on from what it
   * trained, has to pass through such steps, or it never sees what lies behind them.
   */
  @Test
  void comesToEveryNetworkOfASmallSpace() {
    assumeThat(trainsEachNetworkOnce()).isTrue();
    SearchStrategy strategy =
        factory()
            .create(
                new StrategyContext(
                    new GatedSpace(), SEED, 1, architecture -> true, Fidelities.of(1)));

    SearchResult result =
        run(strategy, SearchSettings.of(Budget.ofTrials(GatedSpace.NETWORKS)), new FakeEvaluator());

    assertThat(result.trials().stream().map(Trial::hash).distinct())
        .as("networks that lie behind steps which change nothing yet are found too")
        .hasSize(GatedSpace.NETWORKS);
  }

  @ParameterizedTest
  @EnumSource(Outcome.Reason.class)
  void goesOnWhenEverythingFails(Outcome.Reason reason) {
    SearchStrategy strategy = create(SEED);
    Journal journal = new Journal();
    for (int round = 0; round < ROUNDS; round++) {
      for (Proposal proposal : strategy.propose(new SearchStatus(round / (double) ROUNDS, 2))) {
        assertOfTheSpace(proposal);
        strategy.observe(journal.trial(proposal, new Outcome.Failed(reason, "all fail")));
      }
    }
  }

  @Test
  void takesFailuresRefusalsAndDuplicatesAmongResults() {
    SearchStrategy strategy = create(SEED);
    Journal journal = new Journal();
    for (int round = 0; round < ROUNDS; round++) {
      for (Proposal proposal : strategy.propose(new SearchStatus(round / (double) ROUNDS, 2))) {
        assertOfTheSpace(proposal);
        strategy.observe(journal.mixed(proposal));
      }
    }
    assertThat(journal.trials).as("a strategy goes on proposing").isNotEmpty();
  }

  private void assertOfTheSpace(Proposal proposal) {
    Architecture architecture = proposal.architecture();
    assertThat(architecture.input()).isEqualTo(space.initial().input());
    assertThat(architecture.classes()).isEqualTo(space.initial().classes());
    assertThat(space.transformations(architecture).tokens()).isNotEmpty();
  }

  private SearchStrategy create(long seed) {
    return factory().create(new StrategyContext(space, seed, 1, architecture -> true));
  }

  private SearchSettings settings() {
    return SearchSettings.of(Budget.ofTrials(trials()));
  }

  private List<Trial> trialsOn(ManualClock clock, SearchSettings settings) {
    return SearchLoop.builder(settings, create(SEED), new FakeEvaluator(), Rewarder.unconstrained())
        .nanoClock(clock)
        .build()
        .run()
        .trials();
  }

  private static SearchResult run(
      SearchStrategy strategy, SearchSettings settings, Evaluator evaluator) {
    return SearchLoop.builder(settings, strategy, evaluator, Rewarder.unconstrained())
        .build()
        .run();
  }

  /** Makes up trials. */
  private static final class Journal {
    private final List<Trial> trials = new ArrayList<>();
    private int count;

    /** Completed, failed for every reason and duplicate, in turns. */
    Trial mixed(Proposal proposal) {
      Outcome.Reason[] reasons = Outcome.Reason.values();
      int turn = count++ % (reasons.length + 3);
      if (turn < reasons.length) {
        return trial(proposal, new Outcome.Failed(reasons[turn], "made up"));
      }
      boolean repeats = turn == reasons.length && proposal.kind() != Kind.PROMOTED;
      return repeats
          ? duplicate(proposal, trials.getFirst())
          : trial(proposal, FakeEvaluator.outcome(proposal, 1, 1, 1));
    }

    Trial trial(Proposal proposal, Outcome outcome) {
      Architecture architecture = proposal.architecture();
      Trial trial =
          new Trial(
              trials.size(),
              proposal,
              architecture.canonicalForm().hash(),
              Cost.of(architecture),
              List.of(),
              outcome,
              outcome instanceof Outcome.Completed completed ? completed.accuracy() : 0,
              1);
      trials.add(trial);
      return trial;
    }

    /** As if the proposal were the same network as that of an earlier trial. */
    private static Trial duplicate(Proposal proposal, Trial original) {
      return new Trial(
          original.id(),
          proposal,
          original.hash(),
          original.cost(),
          original.uses(),
          original.outcome(),
          original.reward(),
          0);
    }
  }
}
