package org.epnas.study.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.program.Program;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.trial.Outcome;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.TrainConfiguration;
import org.epnas.study.json.ArchitectureFile;
import org.epnas.study.run.ResultFiles;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.RunPlace;
import org.epnas.study.run.Versions;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.training.backend.BackendDevice;
import org.epnas.training.data.DataCatalog;
import org.epnas.training.data.TrainingData;
import org.epnas.training.model.Model;
import org.epnas.training.model.StoredWeights;
import org.epnas.training.trainer.EpochListener;
import org.epnas.training.trainer.EpochReport;
import org.epnas.training.trainer.ExecutionSettings;
import org.epnas.training.trainer.FinalResult;
import org.epnas.training.trainer.FinalSettings;
import org.epnas.training.trainer.FinalTraining;
import org.epnas.training.trainer.TrainingBudget;
import org.epnas.training.trainer.TrainingFailedException;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.WeightsException;

/**
 * Trains one architecture to the end. Everything that can be wrong with the input is found by
 * {@link #prepare}. Closed when it is over.
 */
public final class TrainSession implements AutoCloseable {
  private static final String ARCHITECTURE = "architecture.json";
  private static final String WEIGHTS = "weights.safetensors";

  private final EpnasComponent component;
  private final TrainConfiguration configuration;
  private final String name;
  private final Architecture architecture;
  private final Optional<Weights> start;
  private final TrainingData data;
  private final TrainingBudget budget;
  private final FinalTraining training;
  private final Path folder;
  private final ResultFiles files = new ResultFiles();
  private Optional<EpochReport> lastEpoch = Optional.empty();

  private TrainSession(
      EpnasComponent component,
      TrainConfiguration configuration,
      String name,
      Architecture architecture,
      Optional<Weights> start,
      TrainingData data,
      TrainingBudget budget,
      FinalTraining training,
      Path folder) {
    this.component = component;
    this.configuration = configuration;
    this.name = name;
    this.architecture = architecture;
    this.start = start;
    this.data = data;
    this.budget = budget;
    this.training = training;
    this.folder = folder;
  }

  /**
   * @param what a run folder, an architecture file or a baseline network
   * @param place of the results
   * @throws ConfigurationException if anything is wrong with the input
   */
  public static TrainSession prepare(
      String what, TrainConfiguration configuration, RunPlace place) {
    EpnasComponent component = EpnasComponent.create(configuration.device().request());
    try {
      return prepare(what, configuration, place, component);
    } catch (IllegalArgumentException e) {
      component.close();
      throw new ConfigurationException(e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      component.close();
      throw e;
    }
  }

  private static TrainSession prepare(
      String what, TrainConfiguration configuration, RunPlace place, EpnasComponent component) {
    TrainingBudget budget = TrainingBudgetFlag.parse("--budget", configuration.budget());
    TrainSource source =
        TrainSource.of(
            what,
            component.baselines(),
            configuration.warmStart() ? OptionalInt.empty() : epochs(budget));
    Optional<RunFolder> run = source.run();
    BackendDevice device = component.device();
    TrainingData data = component.loadData(dataName(configuration, run));
    Architecture architecture =
        source.architecture(data.training().shape(), data.training().classes());
    requireFits(architecture, data);
    return new TrainSession(
        component,
        configuration,
        what,
        architecture,
        start(configuration, run, architecture),
        data,
        budget,
        training(configuration, component, device, data),
        place.take(ARCHITECTURE));
  }

  private static OptionalInt epochs(TrainingBudget budget) {
    return switch (budget) {
      case TrainingBudget.Epochs(int epochs) -> OptionalInt.of(epochs);
      case TrainingBudget.WallTime _ -> OptionalInt.empty();
    };
  }

  private static String dataName(TrainConfiguration configuration, Optional<RunFolder> run) {
    return configuration
        .data()
        .orElseGet(() -> run.map(RunFolder::data).orElse(DataCatalog.DEFAULT));
  }

  private static void requireFits(Architecture architecture, TrainingData data) {
    if (!architecture.input().equals(data.training().shape())
        || architecture.classes() != data.training().classes()) {
      throw new ConfigurationException(
          "Architecture is for images of %s in %s classes, but data (%s) has %s in %s. Maybe name the data of its search with --data."
              .formatted(
                  architecture.input(),
                  architecture.classes(),
                  data.training().name(),
                  data.training().shape(),
                  data.training().classes()));
    }
  }

  private static Optional<Weights> start(
      TrainConfiguration configuration, Optional<RunFolder> run, Architecture architecture) {
    if (!configuration.warmStart()) {
      return Optional.empty();
    }
    Path file =
        run.map(RunFolder::bestWeights)
            .filter(Files::exists)
            .orElseThrow(() ->
                new ConfigurationException(
                    "Flag (--warm-start) needs a run folder with best.safetensors. Maybe leave it out."));
    try {
      return Optional.of(StoredWeights.read(file, Program.of(architecture)));
    } catch (WeightsException e) {
      throw new ConfigurationException(
          "%s Leave out --warm-start to train from scratch.".formatted(e.getMessage()), e);
    } catch (IOException e) {
      throw new ConfigurationException(
          "Weights (%s) cannot be read: %s. Maybe leave out --warm-start."
              .formatted(file, IoReason.of(e, file)),
          e);
    }
  }

  private static FinalTraining training(
      TrainConfiguration configuration,
      EpnasComponent component,
      BackendDevice device,
      TrainingData data) {
    ExecutionSettings execution =
        new ExecutionSettings(
            device.device(),
            configuration.device().precision(),
            device.device().threads(),
            configuration.device().mode(),
            configuration.seed());
    var _ =
        WorkerPinning.apply(
            configuration.device().pin(),
            component,
            new WorkerPinning.Threads(1, 1, execution.threads()));
    FinalSettings settings = FinalSettings.defaults().withBatchSize(configuration.batchSize());
    return new FinalTraining(device.backend(), execution, settings, data);
  }

  public Path folder() {
    return folder;
  }

  /** Limit of the training's time, where there is one. */
  public Optional<Duration> timeBudget() {
    return switch (budget) {
      case TrainingBudget.Epochs _ -> Optional.empty();
      case TrainingBudget.WallTime(Duration duration) -> Optional.of(duration);
    };
  }

  /**
   * Trains, tests once and writes {@code architecture.json}, {@code weights.safetensors} (a model
   * file, which {@code epnas predict} and {@link Model#load} read) and {@code result.json}. A file
   * that cannot be written, see {@link #unwritten}, costs neither the training nor its result.
   *
   * @param listener told of every epoch
   * @param cancellation ends it soon; it counts as a failed training then
   * @throws org.epnas.training.trainer.TrainingFailedException if it diverges or is interrupted;
   *     the weights of the last epoch are kept, see {@link #unfinished}
   * @throws ConfigurationException if the folder cannot be written
   */
  public TrainReport run(EpochListener listener, Cancellation cancellation) {
    long started = System.nanoTime();
    AtomicBoolean stopped = new AtomicBoolean();
    writeArchitecture();
    try (Cancellation.Work _ = cancellation.during(() -> stopped.set(true))) {
      FinalResult result =
          training.run(
              architecture,
              budget,
              start,
              (report, weights) -> {
                save(Model.of(training.card(architecture, Optional.empty()), weights.get()));
                lastEpoch = Optional.of(report);
                listener.epochEnded(report, weights);
              },
              () -> stopped.get() ? Optional.of(Outcome.Reason.CANCELLED) : Optional.empty());
      TrainReport report = report(result, (System.nanoTime() - started) / 1e9);
      files.write(folder.resolve("result.json"), file -> RunFolder.writeJson(file, report));
      save(training.model(architecture, result));
      return report;
    }
  }

  private void writeArchitecture() {
    try {
      ArchitectureFile.write(folder.resolve(ARCHITECTURE), architecture);
    } catch (IOException e) {
      throw new ConfigurationException(
          "Run folder (%s) cannot be written: %s. Maybe make room there, or give another --run."
              .formatted(folder, IoReason.of(e, folder)),
          e);
    }
  }

  /** A model that is whole after every epoch; the last one knows its test accuracy. */
  private void save(Model model) {
    try (model) {
      files.write(folder.resolve(WEIGHTS), model::save);
    }
  }

  /** A sentence for each file of the folder that could not be written, or only an older one. */
  public List<String> unwritten() {
    return files.unwritten();
  }

  /** How far the training came that {@link #run} did not finish. */
  public UnfinishedTraining unfinished(TrainingFailedException end) {
    Path weights = folder.resolve(WEIGHTS);
    return new UnfinishedTraining(
        name,
        data.training().name(),
        end.reason() == Outcome.Reason.CANCELLED,
        String.valueOf(end.getMessage()),
        lastEpoch.map(EpochReport::epoch).orElse(0),
        lastEpoch.map(report -> OptionalDouble.of(report.loss())).orElseGet(OptionalDouble::empty),
        Files.exists(weights) ? Optional.of(weights.toString()) : Optional.empty());
  }

  /** Lets go of the plug-ins' jars. */
  @Override
  public void close() {
    component.close();
  }

  private TrainReport report(FinalResult result, double wallSeconds) {
    Cost cost = Cost.of(architecture);
    return new TrainReport(
        name,
        data.training().name(),
        configuration,
        Versions.current(),
        result.test().accuracy(),
        result.test().loss(),
        result.training().epochs(),
        result.training().loss(),
        result.training().imagesPerSecond(),
        cost.parameters(),
        cost.flops(),
        wallSeconds);
  }
}
