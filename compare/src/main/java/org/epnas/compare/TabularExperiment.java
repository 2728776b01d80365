package org.epnas.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.epnas.compare.statistics.Step;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.choice.FinalChoice;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.Evaluation;
import org.epnas.study.config.LimitConfiguration;
import org.epnas.study.plugin.Registry;
import org.epnas.study.session.Cancellation;
import org.epnas.study.session.LoadedTable;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.tabular.TableFront;
import org.epnas.tabular.TabularBenchmark;
import org.epnas.tabular.TabularResult;
import org.epnas.tabular.TabularSearch;

/** Searches that are replayed from a table on a simulated clock. */
public final class TabularExperiment implements Experiment {
  private final Evaluation.Replayed table;
  private final String penaltyName;
  private final LoadedTable loaded;
  private final Registry registry;
  private final ConstraintPenalty penalty;
  private final SequencedMap<String, Double> marks;
  private final FinalChoice finalChoice;

  private TabularExperiment(
      Evaluation.Replayed table,
      LimitConfiguration limits,
      Optional<String> budget,
      List<String> marks,
      Registry registry) {
    this.table = table;
    this.registry = registry;
    penaltyName = limits.penalty();
    penalty = registry.penalty(penaltyName);
    loaded = LoadedTable.load(table, limits, budget, registry);
    this.marks = Marks.of(marks, loaded, table.workers());
    finalChoice = new FinalChoice(loaded.benchmark().space());
  }

  /**
   * Loads and checks the tables.
   *
   * @param limits of every search
   * @param budget of each search, the table's usual one unless set
   * @param marks moments within the budget at which the searches are judged too, written as it
   * @throws ConfigurationException if anything in the configuration or a table is wrong
   */
  public static TabularExperiment prepare(
      Evaluation.Replayed table,
      LimitConfiguration limits,
      Optional<String> budget,
      List<String> marks,
      EpnasComponent component) {
    return new TabularExperiment(table, limits, budget, marks, component.registry());
  }

  @Override
  public List<String> marks() {
    return List.copyOf(marks.sequencedKeySet());
  }

  /** What replays the searches. */
  public TabularBenchmark benchmark() {
    return loaded.benchmark();
  }

  @Override
  public Measure measure() {
    return new Measure(
        Accuracy.TEST,
        Accuracy.TEST,
        loaded.budget().queries() ? "Queries" : "Simulated search time",
        loaded.budget().queries(),
        loaded.describeJudged(),
        loaded.benchmark().worstTestAccuracy(),
        loaded.objectives().several()
            ? Optional.of(
                "the exact front of the table, in %s, above %s"
                    .formatted(
                        String.join(", ", loaded.objectives().names()),
                        loaded.objectives().values(loaded.front().measure().reference())))
            : Optional.empty());
  }

  @Override
  public SequencedMap<String, String> settings() {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    settings.put("--table", digest(loaded.files().table()));
    settings.put("--table-data", loaded.task());
    settings.put("description", digest(loaded.files().description().toString().getBytes(UTF_8)));
    settings.put(
        "--latency-table", table.latencyTable().map(TabularExperiment::digest).orElse("none"));
    if (loaded.objectives().several()) {
      settings.put("--objective", String.join(", ", loaded.objectives().names()));
      settings.put("--reference", loaded.objectives().reference().toString());
    }
    List<Constraint> constraints = loaded.constraints();
    settings.put("--constraint", constraints.isEmpty() ? "none" : constraints.toString());
    if (!constraints.isEmpty() || loaded.objectives().several()) {
      loaded
          .files()
          .joins()
          .forEach(join -> settings.put("join " + join.join().file(), digest(join.file())));
    }
    settings.put("--penalty", penaltyName);
    settings.put("--budget", loaded.budget().toString());
    settings.put("--workers", Integer.toString(table.workers()));
    if (!marks.isEmpty()) {
      settings.put("--marks", String.join(",", marks()));
    }
    return settings;
  }

  /** Two files of the same content are the same table. */
  private static String digest(Path file) {
    try {
      return digest(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new ConfigurationException(
          "Table (%s) cannot be read: %s. Maybe check its permissions."
              .formatted(file, IoReason.of(e, file)),
          e);
    }
  }

  private static String digest(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return "sha256:" + HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /** Nothing is reported while it runs: most take a moment. */
  @Override
  public Optional<SearchOutcome> run(
      SearchKey key, SearchListener listener, Cancellation cancellation) {
    TabularResult found =
        loaded
            .benchmark()
            .run(
                TabularSearch.of(
                        registry.strategy(key.strategy()),
                        key.seed(),
                        loaded.budget(),
                        table.workers())
                    .withConstraints(loaded.constraints(), penalty)
                    .withObjectives(loaded.objectives()),
                loop -> run(loop, cancellation));
    found.result().orThrowIfBroken();
    if (found.result().end().reason() == SearchEnd.Reason.CANCELLED) {
      return Optional.empty();
    }
    List<Step> curve =
        found.incumbents().stream()
            .map(best -> new Step(best.seconds(), best.testAccuracy()))
            .toList();
    double end = loaded.budget().end(table.workers(), found.result().wallSeconds());
    SearchOutcome outcome =
        Outcomes.of(
            key,
            table.workers(),
            found.result(),
            found.testAccuracy(),
            found.regret(),
            found.validationRegret(),
            curve,
            end,
            loaded.benchmark().worstTestAccuracy(),
            finalAccuracy(found.result().trials()),
            marks.entrySet().stream()
                .map(mark -> snapshot(mark.getKey(), mark.getValue(), found, curve))
                .toList());
    return Optional.of(loaded.objectives().several() ? withFront(outcome, found, end) : outcome);
  }

  private SearchOutcome withFront(SearchOutcome outcome, TabularResult found, double end) {
    TableFront front = loaded.front();
    List<Step> curve =
        front.history(found).stream()
            .map(step -> new Step(step.seconds(), step.percent()))
            .toList();
    return outcome.withFront(front.percent(found), curve, end);
  }

  private Snapshot snapshot(String mark, double seconds, TabularResult found, List<Step> curve) {
    List<Trial> trials = found.trialsAt(seconds);
    TabularBenchmark benchmark = loaded.benchmark();
    return new Snapshot(
        mark,
        benchmark.testAccuracy(trials),
        benchmark.validationRegret(loaded.constraints(), trials),
        OptionalDouble.of(Step.meanOverTime(curve, seconds, benchmark.worstTestAccuracy())),
        finalAccuracy(trials));
  }

  /**
   * Of the network that would be trained for as long as the judged ones. Where value alone decides,
   * ties are averaged as they are for the best by value.
   */
  private OptionalDouble finalAccuracy(List<Trial> trials) {
    TabularBenchmark benchmark = loaded.benchmark();
    return finalChoice
        .of(trials, benchmark.longestEpochs())
        .map(chosen ->
            chosen.rule() == FinalChoice.Rule.HIGHEST_ACCURACY
                ? benchmark.testAccuracy(trials)
                : OptionalDouble.of(benchmark.testAccuracy(chosen.trial())))
        .orElse(OptionalDouble.of(benchmark.worstTestAccuracy()));
  }

  private static SearchResult run(SearchLoop loop, Cancellation cancellation) {
    try (Cancellation.Work _ = cancellation.during(loop::cancel)) {
      return loop.run();
    }
  }
}
