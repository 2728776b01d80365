package org.epnas.study.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintParser;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.trial.Objectives;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.Evaluation;
import org.epnas.study.config.LimitConfiguration;
import org.epnas.study.plugin.Registry;
import org.epnas.tabular.BenchmarkTable;
import org.epnas.tabular.TableDescription;
import org.epnas.tabular.TableFiles;
import org.epnas.tabular.TableFront;
import org.epnas.tabular.TabularBenchmark;
import org.epnas.tabular.TabularBudget;

/**
 * What replayed searches have in common: the table, the budget and the limits.
 *
 * @param files that were read
 * @param task of the table
 * @param constraints that at least one network of the table satisfies
 * @param objectives with several, the table has one row per network
 */
public record LoadedTable(
    TableFiles files,
    String task,
    TabularBenchmark benchmark,
    TabularBudget budget,
    List<Constraint> constraints,
    Objectives objectives) {
  /** Names the folder of tables where no flag does. */
  private static final String FOLDER = "EPNAS_TABLES";

  public LoadedTable {
    constraints = List.copyOf(constraints);
  }

  /**
   * Reads and checks the tables.
   *
   * @param limits of the searches
   * @param given budget of each search, its time simulated, or {@code queries=N}; the table's usual
   *     one unless set
   * @throws ConfigurationException if anything in the configuration or a table is wrong, or no
   *     network of the table is within the hard limits
   */
  public static LoadedTable load(
      Evaluation.Replayed replayed,
      LimitConfiguration limits,
      Optional<String> given,
      Registry registry) {
    try {
      return loaded(replayed, limits, given, registry);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
  }

  private static LoadedTable loaded(
      Evaluation.Replayed replayed,
      LimitConfiguration limits,
      Optional<String> given,
      Registry registry) {
    TableFiles found = TableFiles.find(replayed.table(), folder(replayed.tableFolder()));
    TableFiles files = replayed.latencyTable().map(found::withLatencies).orElse(found);
    String task = files.task(replayed.tableData());
    TableDescription.Task described =
        Optional.ofNullable(files.description().tasks().get(task)).orElseThrow();
    TabularBudget budget =
        TabularBudget.parse(given.orElseGet(() -> TabularBudget.usual(described)), described);
    BenchmarkTable rows =
        BenchmarkTable.load(files, task, registry.space(files.description().space()));
    BenchmarkTable table = usesCount(limits, registry, rows) ? rows.perNetwork() : rows;
    Objectives objectives = limits.objectives().parse(resources(registry, table));
    TabularBenchmark benchmark = new TabularBenchmark(table);
    List<Constraint> constraints =
        new ConstraintParser(resources(registry, table)).parseAll(limits.constraints());
    benchmark
        .shortfall(constraints)
        .ifPresent(shortfall -> {
          throw new ConfigurationException(
              "No network of table (%s) is within the hard limits %s. %s Maybe loosen them."
                  .formatted(files.table(), constraints, shortfall.message()));
        });
    return new LoadedTable(files, task, benchmark, budget, constraints, objectives);
  }

  /** Whether anything but the accuracy counts, which rows of one network differ in. */
  private static boolean usesCount(
      LimitConfiguration limits, Registry registry, BenchmarkTable rows) {
    return !limits.constraints().isEmpty()
        || limits.objectives().parse(resources(registry, rows)).several();
  }

  /**
   * Reads another budget of the same searches.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public TabularBudget parseBudget(String text) {
    return TabularBudget.parse(
        text, Optional.ofNullable(files.description().tasks().get(task)).orElseThrow());
  }

  private static Optional<Path> folder(Optional<Path> flag) {
    return flag.or(() ->
        Optional.ofNullable(System.getenv(FOLDER))
            .filter(folder -> !folder.isBlank())
            .map(Path::of));
  }

  /** A column of the table wins over what is counted under the same name. */
  private static List<Resource> resources(Registry registry, BenchmarkTable table) {
    NavigableMap<String, Resource> resources = new TreeMap<>(registry.resources());
    table.resources().forEach(resource -> resources.put(resource.descriptor().name(), resource));
    return new ArrayList<>(resources.values());
  }

  /** The exact front of the table in the objectives, within the limits. */
  public TableFront front() {
    return benchmark.front(objectives, constraints);
  }

  /** What searches are judged by, for people. */
  public String describeJudged() {
    TableDescription.Task described =
        Optional.ofNullable(files.description().tasks().get(task)).orElseThrow();
    boolean apart = !described.observed().containsValue(described.judged());
    String noise =
        described.noise() > 0
            ? "; searches observed it plus %s points and noise of %s points"
                .formatted(described.offset(), described.noise())
            : "";
    return "%s (%s, column %s of the table%s) of what each search chose by the accuracies it paid for."
        .formatted(apart ? "Test accuracy" : "Accuracy", task, described.judged(), noise);
  }
}
