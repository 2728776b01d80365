package org.epnas.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.epnas.compare.statistics.Step;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintParser;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.search.SearchResult;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.TabularConfiguration;
import org.epnas.study.plugin.Registry;
import org.epnas.study.session.Cancellation;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.tabular.AccuracyTable;
import org.epnas.tabular.LatencyTable;
import org.epnas.tabular.TableDataSet;
import org.epnas.tabular.TabularBenchmark;
import org.epnas.tabular.TabularResult;
import org.epnas.tabular.TabularSearch;

/** Searches that are replayed from a table on a simulated clock. */
public final class TabularExperiment implements Experiment {
  private final TabularConfiguration configuration;
  private final TabularBenchmark benchmark;
  private final Registry registry;
  private final Budget budget;
  private final List<Constraint> constraints;
  private final ConstraintPenalty penalty;

  private TabularExperiment(TabularConfiguration configuration, EpnasComponent component) {
    this.configuration = configuration;
    registry = component.registry();
    penalty = component.registry().penalty(configuration.penalty());
    budget = Budget.parse(configuration.budget());
    TableDataSet data = TableDataSet.named(configuration.tableData());
    AccuracyTable table = AccuracyTable.load(configuration.table());
    constraints =
        new ConstraintParser(resources(configuration, component, table))
            .parseAll(configuration.constraints());
    benchmark = new TabularBenchmark(table, data);
  }

  /**
   * Loads and checks the tables.
   *
   * @throws ConfigurationException if anything in the configuration or a table is wrong
   */
  public static TabularExperiment prepare(
      TabularConfiguration configuration, EpnasComponent component) {
    try {
      return new TabularExperiment(configuration, component);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
  }

  private static List<Resource> resources(
      TabularConfiguration configuration, EpnasComponent component, AccuracyTable table) {
    List<Resource> resources = new ArrayList<>(component.registry().resources().values());
    if (configuration.latencyTable() != null) {
      resources.addAll(LatencyTable.load(configuration.latencyTable(), table).resources());
    }
    return resources;
  }

  /** What replays the searches. */
  public TabularBenchmark benchmark() {
    return benchmark;
  }

  @Override
  public Measure measure() {
    return new Measure(
        Accuracy.TEST,
        Accuracy.TEST,
        "Simulated search time",
        "Test accuracy after 200 epochs (%s, from the table) of what each search chose by the validation accuracies it paid for."
            .formatted(configuration.tableData()));
  }

  @Override
  public SequencedMap<String, String> settings() {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    settings.put("--table", digest(configuration.table()));
    settings.put("--table-data", configuration.tableData());
    settings.put(
        "--latency-table",
        Optional.ofNullable(configuration.latencyTable())
            .map(TabularExperiment::digest)
            .orElse("none"));
    settings.put("--constraint", constraints.isEmpty() ? "none" : constraints.toString());
    settings.put("--penalty", configuration.penalty());
    settings.put("--budget", budget.toString());
    settings.put("--workers", Integer.toString(configuration.workers()));
    return settings;
  }

  /** Two files of the same content are the same table. */
  private static String digest(Path file) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return "sha256:" + HexFormat.of().formatHex(hash, 0, 8);
    } catch (IOException e) {
      throw new ConfigurationException(
          "Table (%s) cannot be read: %s.".formatted(file, e.getMessage()), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /** Nothing is reported while it runs: most take a moment. */
  @Override
  public Optional<SearchOutcome> run(
      SearchKey key, SearchListener listener, Cancellation cancellation) {
    TabularResult found =
        benchmark.run(
            TabularSearch.of(
                    registry.strategy(key.strategy()), key.seed(), budget, configuration.workers())
                .withConstraints(constraints, penalty),
            loop -> run(loop, cancellation));
    found.result().orThrowIfBroken();
    if (found.result().end().reason() == SearchEnd.Reason.CANCELLED) {
      return Optional.empty();
    }
    List<Step> curve =
        found.incumbents().stream()
            .map(best -> new Step(best.seconds(), best.testAccuracy()))
            .toList();
    return Optional.of(
        Outcomes.of(
            key,
            configuration.workers(),
            found.result(),
            found.testAccuracy(),
            found.regret(),
            curve));
  }

  private static SearchResult run(SearchLoop loop, Cancellation cancellation) {
    try (Cancellation.Work _ = cancellation.during(loop::cancel)) {
      return loop.run();
    }
  }
}
