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
import java.util.SequencedMap;
import org.epnas.compare.statistics.Step;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.search.SearchResult;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.TabularConfiguration;
import org.epnas.study.plugin.Registry;
import org.epnas.study.session.Cancellation;
import org.epnas.study.session.LoadedTable;
import org.epnas.study.text.IoReason;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.tabular.TabularBenchmark;
import org.epnas.tabular.TabularResult;
import org.epnas.tabular.TabularSearch;

/** Searches that are replayed from a table on a simulated clock. */
public final class TabularExperiment implements Experiment {
  private final TabularConfiguration configuration;
  private final LoadedTable loaded;
  private final Registry registry;
  private final ConstraintPenalty penalty;

  private TabularExperiment(TabularConfiguration configuration, Registry registry) {
    this.configuration = configuration;
    this.registry = registry;
    penalty = registry.penalty(configuration.penalty());
    loaded = LoadedTable.load(configuration, registry);
  }

  /**
   * Loads and checks the tables.
   *
   * @throws ConfigurationException if anything in the configuration or a table is wrong
   */
  public static TabularExperiment prepare(
      TabularConfiguration configuration, EpnasComponent component) {
    return new TabularExperiment(configuration, component.registry());
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
        loaded.benchmark().worstTestAccuracy());
  }

  @Override
  public SequencedMap<String, String> settings() {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    settings.put("--table", digest(loaded.files().table()));
    settings.put("--table-data", loaded.task());
    settings.put("description", digest(loaded.files().description().toString().getBytes(UTF_8)));
    settings.put(
        "--latency-table",
        Optional.ofNullable(configuration.latencyTable())
            .map(TabularExperiment::digest)
            .orElse("none"));
    List<Constraint> constraints = loaded.constraints();
    settings.put("--constraint", constraints.isEmpty() ? "none" : constraints.toString());
    if (!constraints.isEmpty()) {
      loaded
          .files()
          .joins()
          .forEach(join -> settings.put("join " + join.join().file(), digest(join.file())));
    }
    settings.put("--penalty", configuration.penalty());
    settings.put("--budget", loaded.budget().toString());
    settings.put("--workers", Integer.toString(configuration.workers()));
    return settings;
  }

  /** Two files of the same content are the same table. */
  private static String digest(Path file) {
    try {
      return digest(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new ConfigurationException(
          "Table (%s) cannot be read: %s.".formatted(file, IoReason.of(e)), e);
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
                        configuration.workers())
                    .withConstraints(loaded.constraints(), penalty),
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
            found.validationRegret(),
            curve,
            loaded.budget().end(configuration.workers(), found.result().wallSeconds()),
            loaded.benchmark().worstTestAccuracy()));
  }

  private static SearchResult run(SearchLoop loop, Cancellation cancellation) {
    try (Cancellation.Work _ = cancellation.during(loop::cancel)) {
      return loop.run();
    }
  }
}
