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
import org.epnas.compare.statistics.Step;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.trial.Objectives;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Trial;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.Evaluation;
import org.epnas.study.config.ObjectiveConfiguration;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.config.TrainConfiguration;
import org.epnas.study.run.FrontSummary;
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
  private final Evaluation.Trained trained;
  private final Optional<String> finalBudget;
  private final int jobs;
  private final Path searches;

  /**
   * What all searches have in common.
   *
   * @param configuration of every search but for strategy and seed; it trains
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

    private Evaluation.Trained trained() {
      return switch (configuration.evaluation()) {
        case Evaluation.Trained trains -> trains;
        case Evaluation.Replayed _ ->
            throw new IllegalArgumentException("Searches of a table are no trained ones.");
      };
    }
  }

  /**
   * @param searches folder that takes a run folder per search
   */
  public TrainedExperiment(Settings settings, Path searches) {
    configuration = settings.configuration();
    trained = settings.trained();
    requireReference(configuration.limits().objectives());
    finalBudget = settings.finalBudget();
    jobs = settings.jobs();
    this.searches = searches;
  }

  /** Hypervolumes from different references are not comparable. */
  private static void requireReference(ObjectiveConfiguration objectives) {
    for (String name : objectives.names()) {
      boolean given =
          name.equals(Objectives.ACCURACY_NAME)
              || objectives.reference().stream().anyMatch(one -> one.startsWith(name + "="));
      if (!given) {
        throw new ConfigurationException(
            "Objective (%s) has no reference, without which hypervolumes of several searches cannot be compared. Maybe add --reference %s=VALUE with the worst value of interest."
                .formatted(name, name));
      }
    }
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
        WORST,
        several()
            ? Optional.of(
                "the box from the reference to an accuracy of 1 without any use, in "
                    + String.join(", ", configuration.limits().objectives().names()))
            : Optional.empty());
  }

  private boolean several() {
    return configuration.limits().objectives().names().size() > 1;
  }

  @Override
  public SequencedMap<String, String> settings() {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    settings.put("--data", trained.data());
    settings.put("--space", trained.space());
    settings.put("--constraint", String.join(", ", configuration.limits().constraints()));
    settings.put("--penalty", configuration.limits().penalty());
    settings.put("--budget", configuration.budget().orElse(SearchConfiguration.USUAL_BUDGET));
    if (several()) {
      ObjectiveConfiguration objectives = configuration.limits().objectives();
      settings.put("--objective", String.join(", ", objectives.names()));
      settings.put("--reference", String.join(", ", objectives.reference()));
    }
    settings.putAll(trained.trials().flags());
    settings.putAll(trained.device().flags());
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
    try (SearchSession session =
        SearchSession.prepare(own, Ingredients.NONE, RunPlace.at(folder), jobs)) {
      return run(key, session, listener, cancellation);
    }
  }

  private Optional<SearchOutcome> run(
      SearchKey key, SearchSession session, SearchListener listener, Cancellation cancellation) {
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
        .map(accuracy -> {
          SearchOutcome outcome =
              Outcomes.of(
                  key,
                  trained.trials().workers(),
                  report.result(),
                  accuracy,
                  OptionalDouble.empty(),
                  OptionalDouble.empty(),
                  incumbents.curve(),
                  report.result().wallSeconds(),
                  WORST,
                  OptionalDouble.empty(),
                  List.of());
          return report
              .summary()
              .front()
              .map(front -> withFront(outcome, front, report.result().wallSeconds()))
              .orElse(outcome);
        });
  }

  private static SearchOutcome withFront(SearchOutcome outcome, FrontSummary front, double end) {
    List<Step> curve =
        front.history().stream().map(step -> new Step(step.seconds(), step.percent())).toList();
    return outcome.withFront(front.hypervolumePercent(), curve, end);
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
            Optional.of(trained.data()),
            budget,
            FINAL_BATCH_SIZE,
            false,
            trained.device(),
            configuration.seed());
    EpochListener silent = (_, _) -> {};
    try (TrainSession session =
        TrainSession.prepare(run.toString(), training, RunPlace.at(run.resolve("final")))) {
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
          "Folder (%s) cannot be removed: %s".formatted(folder, IoReason.of(e, folder)), e);
    }
  }
}
