package org.epnas.study.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.MeasurementException;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.constraint.Shortfall;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.FinishedTrials;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.search.StudyInfo;
import org.epnas.kernel.trial.Objectives;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.nn.VectorMathProvider;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.Evaluation;
import org.epnas.study.config.Pinning;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.plugin.Registry;
import org.epnas.study.run.Choice;
import org.epnas.study.run.ResultFiles;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.RunJournal;
import org.epnas.study.run.RunRecord;
import org.epnas.study.run.Summary;
import org.epnas.study.run.Versions;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.study.worker.IsolatedEvaluator;
import org.epnas.study.worker.TrialTraining;
import org.epnas.study.worker.WorkerSetup;
import org.epnas.training.backend.BackendDevice;
import org.epnas.training.data.DataSet;
import org.epnas.training.trainer.ExecutionSettings;
import org.epnas.training.trainer.MultiDeviceEvaluator;
import org.epnas.training.weights.CheckpointStore;
import org.epnas.training.weights.FolderCheckpointStore;
import org.epnas.training.weights.FolderWeightStore;

/** A search that trains its networks on this machine's devices. */
final class TrainedEvaluation implements PreparedEvaluation {
  /** Said within a second, the start of the JVM apart. */
  private static final Duration LOOKING = Duration.ofMillis(700);

  private static final int MOST_LOOKS = 20_000;

  private final SearchConfiguration configuration;
  private final Evaluation.Trained trained;
  private final Ingredients given;
  private final EpnasComponent component;
  private final int parallel;
  private final List<BackendDevice> devices;
  private final SearchSettings settings;
  private final Rewarder rewarder;
  private final DataSet data;
  private final SearchSpace space;
  private final Objectives objectives;
  private final FinishedTrials finished = new FinishedTrials(System::nanoTime);
  private final SearchStrategy strategy;
  private final RunFolder folder;
  private final FolderWeightStore weights;
  private final CheckpointStore checkpoints;
  private final Measurements measurements = new Measurements();
  private final TrialTraining training;
  private final Evaluator evaluator;
  private final RunRecord record;

  /**
   * @param given what the program brings itself
   * @param parallel searches at the same time, which share the device's threads
   */
  TrainedEvaluation(
      SearchConfiguration asked,
      Evaluation.Trained trains,
      Ingredients given,
      int parallel,
      RunTarget target,
      EpnasComponent component) {
    this.given = given;
    this.component = component;
    this.parallel = parallel;
    trained = located(trains);
    configuration =
        asked.with(trained).withBudget(asked.budget().orElse(SearchConfiguration.USUAL_BUDGET));
    devices = component.devices().all();
    settings = settings(configuration, trained, devices.size());
    rewarder =
        SearchLimits.rewarder(configuration.limits(), given, measurements, component.registry());
    data = given.data().orElseGet(() -> component.loadData(trained.data()).training());
    space = space(component.registry());
    objectives =
        SearchLimits.objectives(configuration.limits(), given, measurements, component.registry());
    strategy = strategy(component.registry());
    folder = target.take();
    weights = new FolderWeightStore(folder.weights());
    checkpoints = new FolderCheckpointStore(folder.checkpoints());
    training = new TrialTraining(trained, configuration.seed(), parallel);
    try {
      evaluator = evaluator();
      record = makeRecord();
    } catch (RuntimeException e) {
      target.giveBack(folder);
      throw e;
    }
  }

  /** A relative folder would mean other data where the run is trained from another folder. */
  private Evaluation.Trained located(Evaluation.Trained trains) {
    return given.data().isPresent()
        ? trains
        : trains.withData(component.data().located(trains.data()));
  }

  private static SearchSettings settings(
      SearchConfiguration configuration, Evaluation.Trained trained, int devices) {
    return new SearchSettings(
        Budget.parse(configuration.budget().orElseThrow()),
        trained.trials().workers() * devices,
        trained.trials().timeLimit(),
        trained.trials().silenceLimit(),
        trained.device().mode());
  }

  private SearchSpace space(Registry registry) {
    return given
        .space()
        .orElseGet(() -> registry.space(trained.space()))
        .create(data.shape(), data.classes());
  }

  private SearchStrategy strategy(Registry registry) {
    SearchStrategy.Factory strategies =
        given.strategy().orElseGet(() -> registry.strategy(configuration.strategy()));
    return strategies.create(
        StrategyContext.of(space, configuration.seed(), trained.trials().epochs(), rewarder)
            .withInheritance(trained.trials().inherit())
            .withObjectives(objectives));
  }

  @Override
  public Optional<Duration> timeBudget() {
    return settings.budget().time();
  }

  @Override
  public RunFolder folder() {
    return folder;
  }

  private Evaluator evaluator() {
    int workers = trained.trials().workers();
    if (!trained.trials().isolate()) {
      List<Evaluator> evaluators =
          devices.stream()
              .<Evaluator>map(device -> training.evaluator(device, data, weights, checkpoints))
              .toList();
      return new MultiDeviceEvaluator(evaluators, workers);
    }
    if (given.data().isPresent()) {
      throw new ConfigurationException(
          "Flag (--isolate) is set, but the images are a program's own, which another process cannot see. Maybe name a data set or a folder.");
    }
    if (trained.device().pin() == Pinning.ON) {
      throw new ConfigurationException(
          "Flag (--pin) is (on), but the workers are processes of their own (--isolate). Maybe leave one of both out.");
    }
    return new IsolatedEvaluator(
        new WorkerSetup(
            trained,
            configuration.seed(),
            0,
            parallel,
            folder.weights().toAbsolutePath(),
            folder.checkpoints().toAbsolutePath()),
        devices.size(),
        workers,
        settings.silenceLimit(),
        folder.workerLogs());
  }

  private RunRecord makeRecord() {
    ExecutionSettings execution = training.execution(devices.getFirst());
    String pinning =
        WorkerPinning.apply(
            trained.device().pin(),
            component,
            new WorkerPinning.Threads(parallel, trained.trials().workers(), execution.threads()));
    return new RunRecord(
        configuration,
        Versions.current(),
        devices.getFirst().backend().name(),
        describeDevices(),
        execution.threads(),
        pinning,
        VectorMathProvider.describe(),
        Instant.now(),
        new UsedPlugins(configuration, rewarder.constraints())
            .of(trained, given, devices, component.registry()));
  }

  private String describeDevices() {
    return devices.stream()
        .map(device -> device.device().description())
        .collect(Collectors.joining("; "));
  }

  @Override
  public Optional<Shortfall> shortfall() {
    List<Constraint> hard =
        rewarder.constraints().stream()
            .filter(constraint -> constraint.hard() && !Measurements.isSlow(constraint.resource()))
            .toList();
    try {
      return hard.isEmpty()
          ? Optional.empty()
          : SampledLimits.shortfall(space, hard, configuration.seed(), MOST_LOOKS, LOOKING);
    } catch (MeasurementException e) {
      // The search meets the same plug-in, and says what is wrong with it trial by trial.
      return Optional.empty();
    }
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public RunRecord record() {
    return record;
  }

  /** SHA-256 of all training images. */
  String dataHash() {
    return data.sha256();
  }

  /** Goes on from a journal, or begins one. */
  void keepIn(RunJournal journal) {
    measurements.keepIn(journal);
    // Weights of a trial that was not acknowledged: it is trained again.
    weights.retain(journal.endedTrials());
  }

  @Override
  public StudyInfo info(String name) {
    return new StudyInfo(
        name,
        trained.data(),
        trained.space(),
        configuration.strategy(),
        configuration.seed(),
        Stream.concat(
                configuration.limits().constraints().stream(),
                given.constraints().stream().map(Constraint::toString))
            .toList());
  }

  @Override
  public SearchLoop.Builder loop() {
    return SearchLoop.builder(settings, strategy, evaluator, rewarder)
        .listener(new WeightRetention(weights, checkpoints))
        .listener(finished);
  }

  @Override
  public void close() {
    if (evaluator instanceof IsolatedEvaluator isolated) {
      isolated.close();
    }
  }

  @Override
  public Summary summary(StudyInfo info, SearchResult result, Choice choice, LatestReport report) {
    return Summary.of(
        info,
        new Summary.Execution(
            trained.device().mode(), Optional.of(trained.device().precision()), describeDevices()),
        result,
        choice,
        report.values(),
        Optional.empty(),
        SearchFront.ofTrained(finished, objectives, 1.0 / data.classes()));
  }

  @Override
  public ResultFiles.Room room(SearchResult result, Choice choice) {
    return new WeightRoom(weights, checkpoints, result.trials(), choice);
  }

  @Override
  public void writeWeights(Trial best, ResultFiles files) {
    Path own = weights.file(best.id());
    if (Files.exists(own)) {
      files.write(folder.bestWeights(), file -> copyOrLink(own, file));
    }
  }

  /** Where the disk is full, another name for the same file still finds room. */
  private static void copyOrLink(Path from, Path to) throws IOException {
    try {
      Files.copy(
          from,
          to,
          StandardCopyOption.REPLACE_EXISTING,
          // Its permissions.
          StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(to);
        Files.createLink(to, from);
      } catch (IOException | UnsupportedOperationException second) {
        e.addSuppressed(second);
        throw e;
      }
    }
  }
}
