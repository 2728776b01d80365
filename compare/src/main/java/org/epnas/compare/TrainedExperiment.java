package org.epnas.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Trial;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.config.TrainConfiguration;
import org.epnas.study.run.RunPlace;
import org.epnas.study.session.Cancellation;
import org.epnas.study.session.Ingredients;
import org.epnas.study.session.SearchReport;
import org.epnas.study.session.SearchSession;
import org.epnas.study.session.TrainSession;
import org.epnas.study.session.TrainingBudgetFlag;
import org.epnas.training.trainer.EpochListener;
import org.epnas.training.trainer.TrainingFailedException;

/** Searches that train their candidates for real, each with a run folder of its own. */
public final class TrainedExperiment implements Experiment {
  private static final int FINAL_BATCH_SIZE = 64;

  /** No network has less. */
  private static final double WORST = 0;

  private final SearchConfiguration configuration;
  private final Optional<String> finalBudget;
  private final int jobs;
  private final Path searches;

  /**
   * What all searches have in common.
   *
   * @param configuration of every search but for strategy and seed
   * @param finalBudget of the training of each search's best architecture; none for no final
   *     training
   * @param jobs searches at the same time, which share the device
   */
  public record Settings(
      SearchConfiguration configuration, Optional<String> finalBudget, int jobs) {
    /**
     * @throws org.epnas.study.config.ConfigurationException if the final budget cannot be read
     */
    public Settings {
      finalBudget.ifPresent(budget -> TrainingBudgetFlag.parse("--final-budget", budget));
    }
  }

  /**
   * @param searches folder that takes a run folder per search
   */
  public TrainedExperiment(Settings settings, Path searches) {
    configuration = settings.configuration();
    finalBudget = settings.finalBudget();
    jobs = settings.jobs();
    this.searches = searches;
  }

  @Override
  public Measure measure() {
    String description =
        finalBudget
            .map(budget ->
                "Test accuracy of each search's best feasible architecture after a final training (%s)."
                    .formatted(budget))
            .orElse(
                "VALIDATION accuracy of each search's best feasible trial: no final training was asked for (--final-budget), so these are not test accuracies.");
    return new Measure(
        finalBudget.isPresent() ? Accuracy.TEST : Accuracy.VALIDATION,
        Accuracy.VALIDATION,
        "Search time",
        false,
        description,
        WORST);
  }

  @Override
  public SequencedMap<String, String> settings() {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    settings.put("--data", configuration.data());
    settings.put("--space", configuration.space());
    settings.put("--constraint", String.join(", ", configuration.constraints()));
    settings.put("--penalty", configuration.penalty());
    settings.put("--budget", configuration.budget());
    settings.put("--epochs", Integer.toString(configuration.epochs()));
    settings.put("--batch-size", Integer.toString(configuration.batchSize()));
    settings.put("--workers", Integer.toString(configuration.workers()));
    settings.put("--trial-time", Optional.ofNullable(configuration.trialTime()).orElse("none"));
    settings.put("--inherit", Boolean.toString(configuration.inherit()));
    settings.put("--device", configuration.device());
    settings.put("--precision", configuration.precision().toString());
    settings.put("--pin", configuration.pin().toString());
    settings.put("--mode", configuration.mode().toString());
    settings.put("--final-budget", finalBudget.orElse("none"));
    settings.put("--jobs", Integer.toString(jobs));
    return settings;
  }

  @Override
  public Optional<SearchOutcome> run(
      SearchKey key, SearchListener listener, Cancellation cancellation) {
    Path folder = searches.resolve(key.strategy() + "-" + key.seed());
    // Left by a search that was cut off.
    delete(folder);
    SearchConfiguration own = configuration.with(key.strategy(), key.seed());
    SearchSession session = SearchSession.prepare(own, Ingredients.NONE, RunPlace.at(folder), jobs);
    Incumbents incumbents = new Incumbents(System::nanoTime, TrainedExperiment::validationPercent);
    SearchReport report =
        session.run(
            event -> {
              incumbents.on(event);
              listener.on(event);
            },
            cancellation);
    if (report.interrupted()) {
      return Optional.empty();
    }
    report.result().orThrowIfBroken();
    delete(report.folder().weights());
    return accuracy(report, cancellation)
        .map(accuracy ->
            Outcomes.of(
                key,
                configuration.workers(),
                report.result(),
                accuracy,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                incumbents.curve(),
                report.result().wallSeconds(),
                WORST,
                OptionalDouble.empty(),
                List.of()));
  }

  private static double validationPercent(Trial trial) {
    return 100 * trial.completed().orElseThrow().accuracy();
  }

  /** Of the final choice in percent, if there is one; nothing at all after a cancellation. */
  private Optional<OptionalDouble> accuracy(SearchReport report, Cancellation cancellation) {
    Optional<Trial> best = report.result().best();
    if (best.isEmpty()) {
      return Optional.of(OptionalDouble.empty());
    }
    return finalBudget.isEmpty()
        ? Optional.of(OptionalDouble.of(validationPercent(best.get())))
        : finalTraining(report.folder().path(), finalBudget.get(), cancellation);
  }

  private Optional<OptionalDouble> finalTraining(
      Path run, String budget, Cancellation cancellation) {
    TrainConfiguration training =
        new TrainConfiguration(
            configuration.data(),
            budget,
            FINAL_BATCH_SIZE,
            false,
            configuration.device(),
            configuration.precision(),
            configuration.pin(),
            configuration.mode(),
            configuration.seed());
    EpochListener silent = (_, _) -> {};
    try {
      TrainSession session =
          TrainSession.prepare(run.toString(), training, RunPlace.at(run.resolve("final")));
      return Optional.of(OptionalDouble.of(100 * session.run(silent, cancellation).testAccuracy()));
    } catch (TrainingFailedException e) {
      if (e.reason() == Outcome.Reason.CANCELLED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Folder (%s) cannot be removed: %s".formatted(folder, e.getMessage()), e);
    }
  }
}
