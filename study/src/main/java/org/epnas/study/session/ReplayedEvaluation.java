package org.epnas.study.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.constraint.Shortfall;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.loop.SimulatedClock;
import org.epnas.kernel.search.FinishedTrials;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.StudyInfo;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.nn.VectorMathProvider;
import org.epnas.study.config.Evaluation;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.plugin.Registry;
import org.epnas.study.plugin.UsedPlugin;
import org.epnas.study.run.Choice;
import org.epnas.study.run.ResultFiles;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.RunRecord;
import org.epnas.study.run.Summary;
import org.epnas.study.run.Versions;
import org.epnas.tabular.TabularBenchmark;
import org.epnas.tabular.TabularSearch;

/**
 * A search that is replayed from a table of trained networks on a simulated clock. No images are
 * read and no device is opened; budget and times are simulated.
 */
final class ReplayedEvaluation implements PreparedEvaluation {
  private static final String DEVICE = "none: replayed from a table, all times are simulated";

  private final SearchConfiguration configuration;
  private final LoadedTable loaded;
  private final TabularSearch search;
  private final List<UsedPlugin> plugins;
  private final RunFolder folder;
  private final SimulatedClock clock = new SimulatedClock();
  private final FinishedTrials finished = new FinishedTrials(clock);
  private final SearchLoop.Builder loop;

  ReplayedEvaluation(
      SearchConfiguration asked, Evaluation.Replayed table, RunTarget target, Registry registry) {
    loaded = LoadedTable.load(table, asked.limits(), asked.budget(), registry);
    configuration = asked.withBudget(loaded.budget().toString());
    search =
        TabularSearch.of(
                registry.strategy(asked.strategy()), asked.seed(), loaded.budget(), table.workers())
            .withConstraints(loaded.constraints(), registry.penalty(asked.limits().penalty()))
            .withObjectives(loaded.objectives());
    // Before there is a folder: a strategy that cannot have several objectives says so here.
    loop = loaded.benchmark().loop(search, clock);
    plugins =
        new UsedPlugins(configuration, loaded.constraints())
            .of(loaded.files().description().space(), registry);
    folder = target.take();
  }

  /** None: a replay takes as long as its strategy thinks. */
  @Override
  public Optional<Duration> timeBudget() {
    return Optional.empty();
  }

  @Override
  public RunFolder folder() {
    return folder;
  }

  /** A table in which there is none is refused. */
  @Override
  public Optional<Shortfall> shortfall() {
    return Optional.empty();
  }

  @Override
  public SearchSpace space() {
    return loaded.benchmark().space();
  }

  @Override
  public RunRecord record() {
    return new RunRecord(
        configuration,
        Versions.current(),
        "table",
        DEVICE,
        0,
        "no threads",
        VectorMathProvider.describe(),
        Instant.now(),
        plugins);
  }

  @Override
  public StudyInfo info(String name) {
    return new StudyInfo(
        name,
        loaded.task(),
        loaded.files().description().space(),
        configuration.strategy(),
        configuration.seed(),
        configuration.limits().constraints());
  }

  @Override
  public SearchLoop.Builder loop() {
    return loop.listener(finished);
  }

  @Override
  public Summary summary(StudyInfo info, SearchResult result, Choice choice, LatestReport report) {
    TabularBenchmark benchmark = loaded.benchmark();
    Summary.Replay replay =
        new Summary.Replay(
            benchmark.testAccuracy(result.trials()),
            benchmark.regret(search.constraints(), result.trials()),
            benchmark.validationRegret(search.constraints(), result.trials()));
    return Summary.of(
        info,
        new Summary.Execution(search.settings().mode(), Optional.empty(), DEVICE),
        result,
        choice,
        report.values(),
        Optional.of(replay),
        SearchFront.ofTable(finished, loaded));
  }

  @Override
  public ResultFiles.Room room(SearchResult result, Choice choice) {
    return Optional::empty;
  }

  @Override
  public void writeWeights(Trial best, ResultFiles files) {
    // A table has none.
  }
}
