package org.epnas.compare.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import org.epnas.compare.Comparison;
import org.epnas.compare.ComparisonFolder;
import org.epnas.compare.ComparisonReport;
import org.epnas.compare.ComparisonSummary;
import org.epnas.compare.TabularExperiment;
import org.epnas.compare.plot.RankPlot;
import org.epnas.compare.statistics.RankComparison;
import org.epnas.study.config.TabularConfiguration;
import org.epnas.study.run.ResultFiles;
import org.epnas.study.run.RunFolder;
import org.epnas.study.wiring.EpnasComponent;
import org.jspecify.annotations.Nullable;

/**
 * Runs the comparisons of a suite one after the other, each in a folder of its own, and reports on
 * all of them together. What finished is never run again.
 */
public final class SuiteRun {
  private static final String PENALTY = "exponential";

  private final Suite suite;
  private final EpnasComponent component;
  private final @Nullable Path tables;
  private final ResultFiles files = new ResultFiles();
  private final List<String> unwritten = new ArrayList<>();

  /**
   * @param tables folder of the tables that are named, see {@link TabularConfiguration}
   * @throws org.epnas.study.config.ConfigurationException if a strategy is not registered
   */
  public SuiteRun(Suite suite, EpnasComponent component, @Nullable Path tables) {
    this.suite = suite;
    this.component = component;
    this.tables = tables;
    suite
        .entries()
        .forEach(entry -> suite.strategies(entry).forEach(component.registry()::strategy));
  }

  /** How one comparison is run, see {@link Comparison#run}. */
  @FunctionalInterface
  public interface Runner {
    /**
     * @return whether to go on with the next entry
     */
    boolean run(String entry, Comparison comparison);
  }

  /**
   * Runs what is missing, and writes {@code suite.md}, {@code suite.json} and the rank plot, also
   * when an error ends it.
   *
   * @param out folder that takes a folder per entry and the report
   */
  public SuiteReport run(Path out, Runner runner) {
    SequencedMap<String, ComparisonSummary> summaries = new LinkedHashMap<>();
    try {
      for (Suite.Entry entry : suite.entries()) {
        if (!run(entry, out.resolve(entry.name()), runner, summaries)) {
          break;
        }
      }
    } catch (RuntimeException | Error e) {
      written(out, summaries);
      throw e;
    }
    return written(out, summaries);
  }

  private boolean run(
      Suite.Entry entry,
      Path folder,
      Runner runner,
      SequencedMap<String, ComparisonSummary> summaries) {
    TabularExperiment experiment =
        TabularExperiment.prepare(
            configuration(entry), Optional.ofNullable(entry.marks()).orElse(List.of()), component);
    Comparison comparison =
        new Comparison(
            experiment,
            suite.strategies(entry),
            suite.seeds(entry),
            ComparisonFolder.open(folder, experiment.settings()));
    try {
      return runner.run(entry.name(), comparison);
    } finally {
      ComparisonReport report =
          new ComparisonReport(experiment, suite.strategies(entry), comparison);
      summaries.put(entry.name(), report.write(folder));
      unwritten.addAll(report.unwritten());
    }
  }

  /** A sentence for each file with figures that could not be written. */
  public List<String> unwritten() {
    return Stream.concat(unwritten.stream(), files.unwritten().stream()).toList();
  }

  private TabularConfiguration configuration(Suite.Entry entry) {
    return new TabularConfiguration(
        entry.table(),
        tables,
        entry.data(),
        null,
        Optional.ofNullable(entry.constraints()).orElse(List.of()),
        PENALTY,
        entry.budget(),
        Optional.ofNullable(entry.workers()).orElse(1));
  }

  /** Over the finished entries as blocks, of the strategies that are in all of them. */
  private static RankComparison ranks(SequencedMap<String, ComparisonSummary> summaries) {
    List<ComparisonSummary> complete =
        summaries.values().stream().filter(ComparisonSummary::complete).toList();
    Set<String> common = new LinkedHashSet<>();
    complete.forEach(summary -> common.addAll(summary.strategies().sequencedKeySet()));
    complete.forEach(summary -> common.retainAll(summary.strategies().keySet()));
    return RankComparison.of(complete.stream().map(summary -> losses(summary, common)).toList());
  }

  private static Map<String, Double> losses(ComparisonSummary summary, Set<String> strategies) {
    Map<String, Double> losses = new LinkedHashMap<>();
    summary
        .strategies()
        .forEach((name, of) -> {
          if (strategies.contains(name)) {
            losses.put(name, of.validationRegret().mean().orElse(0));
          }
        });
    return losses;
  }

  private SuiteReport written(Path out, SequencedMap<String, ComparisonSummary> summaries) {
    SuiteReport report = new SuiteReport(suite, summaries, ranks(summaries));
    files.write(out.resolve("suite.md"), file -> Files.writeString(file, SuiteMarkdown.of(report)));
    files.write(out.resolve("suite.json"), file -> RunFolder.writeJson(file, report));
    if (report.ranks().meanRanks().size() > 1) {
      ComparisonReport.draw(file -> new RankPlot(report.ranks()).write(file), out.resolve("ranks"));
    }
    return report;
  }
}
