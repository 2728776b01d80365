package org.epnas.study.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.loop.SimulatedClock;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.policy.nn.VectorMathProvider;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.DeviceRequest;
import org.epnas.study.config.Pinning;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.config.TabularConfiguration;
import org.epnas.study.plugin.PluginFault;
import org.epnas.study.run.Choice;
import org.epnas.study.run.ResultFiles;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.RunPlace;
import org.epnas.study.run.RunRecord;
import org.epnas.study.run.Summary;
import org.epnas.study.run.TrialJournal;
import org.epnas.study.run.Versions;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.tabular.TabularBenchmark;
import org.epnas.tabular.TabularSearch;
import org.epnas.training.backend.Precision;

/**
 * One search that is replayed from a table of trained networks on a simulated clock. No images are
 * read and no device is opened; budget and times are simulated.
 */
public final class ReplaySession implements PreparedSearch {
  private static final String DEVICE = "none: replayed from a table, all times are simulated";
  private static final int IDLE_BATCH_SIZE = 32;

  private final TabularConfiguration table;
  private final LoadedTable loaded;
  private final String strategy;
  private final TabularSearch search;
  private final List<PluginFault> pluginFaults;
  private final RunFolder folder;

  private ReplaySession(
      TabularConfiguration table,
      String strategy,
      long seed,
      RunPlace place,
      EpnasComponent component) {
    this.table = table;
    this.strategy = strategy;
    SearchStrategy.Factory factory = component.registry().strategy(strategy);
    loaded = LoadedTable.load(table, component.registry());
    search =
        TabularSearch.of(factory, seed, loaded.budget(), table.workers())
            .withConstraints(loaded.constraints(), component.registry().penalty(table.penalty()));
    pluginFaults = component.registry().faults();
    folder = RunFolder.create(place);
  }

  /**
   * @param table what is replayed
   * @param place of the run folder
   * @throws ConfigurationException if anything in the configuration or a table is wrong
   */
  public static ReplaySession prepare(
      TabularConfiguration table, String strategy, long seed, RunPlace place) {
    EpnasComponent component =
        EpnasComponent.create(new DeviceRequest(DeviceRequest.AUTO, Precision.FP32));
    try {
      return new ReplaySession(table, strategy, seed, place, component);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
  }

  /** None: a replay takes as long as its strategy thinks. */
  @Override
  public List<PluginFault> pluginFaults() {
    return pluginFaults;
  }

  @Override
  public RunFolder folder() {
    return folder;
  }

  @Override
  public Optional<Duration> timeBudget() {
    return Optional.empty();
  }

  @Override
  public SearchReport run(SearchListener listener, Cancellation cancellation) {
    SearchConfiguration configuration = configuration();
    TrialJournal journal = folder.begin(record(configuration));
    LatestReport report = new LatestReport();
    SearchLoop loop =
        loaded
            .benchmark()
            .loop(search, new SimulatedClock())
            .store(journal)
            .listener(report)
            .listener(listener)
            .build();
    ResultFiles files = new ResultFiles();
    SearchResult result;
    try (Cancellation.Work _ = cancellation.during(loop::cancel)) {
      result = loop.run();
    } finally {
      files.write(folder.trials(), _ -> journal.close());
    }
    Choice choice = Choice.of(loaded.benchmark().space(), result.trials());
    Summary summary =
        Summary.of(
            configuration, DEVICE, result, choice, report.values(), Optional.of(replay(result)));
    files.write(folder.summary(), file -> RunFolder.writeJson(file, summary));
    folder.write(choice, files);
    return new SearchReport(folder, summary, result, cancellation.cancelled(), files.unwritten());
  }

  private Summary.Replay replay(SearchResult result) {
    TabularBenchmark benchmark = loaded.benchmark();
    return new Summary.Replay(
        benchmark.testAccuracy(result.trials()),
        benchmark.regret(search.constraints(), result.trials()),
        benchmark.validationRegret(search.constraints(), result.trials()));
  }

  /** The flags that {@code epnas search} would have had; those about training are idle. */
  private SearchConfiguration configuration() {
    return new SearchConfiguration(
        loaded.task(),
        loaded.files().description().space(),
        strategy,
        table.constraints(),
        table.penalty(),
        loaded.budget().toString(),
        loaded.benchmark().shortestEpochs(),
        IDLE_BATCH_SIZE,
        table.workers(),
        null,
        false,
        DeviceRequest.AUTO,
        Precision.FP32,
        Pinning.OFF,
        search.settings().mode(),
        search.seed());
  }

  private RunRecord record(SearchConfiguration configuration) {
    return new RunRecord(
        configuration,
        Versions.current(),
        "table",
        DEVICE,
        0,
        "no threads",
        VectorMathProvider.describe(),
        Instant.now(),
        table);
  }
}
