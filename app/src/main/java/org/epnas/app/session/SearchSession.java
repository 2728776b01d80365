package org.epnas.app.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.epnas.app.config.DeviceRequest;
import org.epnas.app.config.Named;
import org.epnas.app.config.SearchConfiguration;
import org.epnas.app.config.UsageException;
import org.epnas.app.json.ArchitectureFile;
import org.epnas.app.run.RunFolder;
import org.epnas.app.run.RunRecord;
import org.epnas.app.run.Summary;
import org.epnas.app.run.TrialJournal;
import org.epnas.app.run.Versions;
import org.epnas.app.wiring.EpnasComponent;
import org.epnas.app.wiring.SelectedDevice;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintParser;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.search.SearchLoop;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.nn.VectorMathProvider;
import org.epnas.training.data.TrainingData;
import org.epnas.training.trainer.ChildEvaluator;
import org.epnas.training.trainer.ExecutionSettings;
import org.epnas.training.trainer.TrialEpochListener;
import org.epnas.training.trainer.TrialSettings;
import org.epnas.training.weights.FolderWeightStore;

/**
 * One search from configuration to run folder. Everything that can be wrong with the input is found
 * by {@link #prepare}, before the first expensive step.
 */
public final class SearchSession {
  private final SearchConfiguration configuration;
  private final SelectedDevice device;
  private final TrainingData data;
  private final SearchSettings settings;
  private final SearchStrategy strategy;
  private final Rewarder rewarder;

  private SearchSession(
      SearchConfiguration configuration,
      SelectedDevice device,
      TrainingData data,
      SearchSettings settings,
      SearchStrategy strategy,
      Rewarder rewarder) {
    this.configuration = configuration;
    this.device = device;
    this.data = data;
    this.settings = settings;
    this.strategy = strategy;
    this.rewarder = rewarder;
  }

  /**
   * @throws UsageException if anything in the configuration is wrong
   */
  public static SearchSession prepare(SearchConfiguration configuration) {
    EpnasComponent component =
        EpnasComponent.create(new DeviceRequest(configuration.device(), configuration.precision()));
    SearchSpace.Factory spaces =
        Named.find("Search space", configuration.space(), component.searchSpaces());
    SearchStrategy.Factory strategies =
        Named.find("Strategy", configuration.strategy(), component.strategies()).factory();
    SelectedDevice device = component.device();
    try {
      SearchSettings settings = settings(configuration);
      List<Constraint> constraints =
          new ConstraintParser(component.resources().byName().values())
              .parseAll(configuration.constraints());
      Rewarder rewarder =
          new Rewarder(
              constraints, Named.find("Penalty", configuration.penalty(), component.penalties()));
      TrainingData data = component.data().load(configuration.data());
      SearchSpace space = spaces.create(data.training().shape(), data.training().classes());
      StrategyContext context =
          new StrategyContext(
              space,
              configuration.seed(),
              configuration.epochs(),
              architecture ->
                  rewarder
                      .refusal(rewarder.measure(architecture, Cost.of(architecture)))
                      .isEmpty());
      return new SearchSession(
          configuration, device, data, settings, strategies.create(context), rewarder);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage(), e);
    }
  }

  private static SearchSettings settings(SearchConfiguration configuration) {
    return new SearchSettings(
        Budget.parse(configuration.budget()),
        configuration.slots(),
        Optional.ofNullable(configuration.trialTime()).map(SearchSession::trialTime),
        configuration.mode());
  }

  private static Duration trialTime(String text) {
    try {
      return Budget.parse(text).time().orElseThrow(() -> new UsageException(notATime(text)));
    } catch (IllegalArgumentException e) {
      throw new UsageException(notATime(text), e);
    }
  }

  private static String notATime(String text) {
    return "Flag (--trial-time) is (%s) but must be a time. Maybe write 90s or 5m.".formatted(text);
  }

  /**
   * Searches and leaves a complete run folder, whatever ends the search.
   *
   * @param listener told of every event, after the trial is on disk
   */
  public SearchReport run(RunFolder folder, SearchListener listener) {
    try {
      RunFolder.writeJson(folder.record(), record());
      Files.createDirectories(folder.weights());
      FolderWeightStore weights = new FolderWeightStore(folder.weights());
      try (TrialJournal journal = new TrialJournal(folder.trials())) {
        SearchLoop loop =
            SearchLoop.builder(settings, strategy, evaluator(weights), rewarder)
                .store(journal)
                .listener(listener)
                .build();
        try (Interrupt interrupt = new Interrupt(loop::cancel)) {
          SearchResult result = loop.run();
          Summary summary = Summary.of(configuration, device.device().id(), result);
          writeBest(folder, weights, result);
          RunFolder.writeJson(folder.summary(), summary);
          return new SearchReport(folder, summary, result, interrupt.happened());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Run folder (%s) cannot be written: %s".formatted(folder.path(), e.getMessage()), e);
    }
  }

  private RunRecord record() {
    return new RunRecord(
        configuration,
        Versions.current(),
        device.backend().name(),
        device.device().description(),
        execution().threads(),
        VectorMathProvider.describe(),
        Instant.now());
  }

  private ExecutionSettings execution() {
    return new ExecutionSettings(
        device.device(),
        configuration.precision(),
        Math.max(1, device.device().threads() / configuration.slots()),
        configuration.mode(),
        configuration.seed());
  }

  private ChildEvaluator evaluator(FolderWeightStore weights) {
    TrialSettings trials =
        TrialSettings.defaults(data.training().shape())
            .withBatchSize(configuration.batchSize())
            .withInheritance(configuration.inherit());
    return new ChildEvaluator(
        device.backend(), execution(), trials, data.training(), weights, TrialEpochListener.NONE);
  }

  private static void writeBest(RunFolder folder, FolderWeightStore weights, SearchResult result)
      throws IOException {
    if (result.best().isPresent()) {
      Trial best = result.best().get();
      ArchitectureFile.write(folder.bestArchitecture(), best.architecture());
      if (Files.exists(weights.file(best.id()))) {
        Files.copy(
            weights.file(best.id()), folder.bestWeights(), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  public Optional<Duration> timeBudget() {
    return settings.budget().time();
  }
}
