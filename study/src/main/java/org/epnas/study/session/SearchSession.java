package org.epnas.study.session;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintParser;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.search.StudyInfo;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.nn.VectorMathProvider;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.DeviceRequest;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.plugin.PluginFault;
import org.epnas.study.plugin.PluginKind;
import org.epnas.study.plugin.UsedPlugin;
import org.epnas.study.run.Choice;
import org.epnas.study.run.ResultFiles;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.RunPlace;
import org.epnas.study.run.RunRecord;
import org.epnas.study.run.Summary;
import org.epnas.study.run.TrialJournal;
import org.epnas.study.run.Versions;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.training.backend.BackendDevice;
import org.epnas.training.data.DataSet;
import org.epnas.training.trainer.ChildEvaluator;
import org.epnas.training.trainer.ExecutionSettings;
import org.epnas.training.trainer.MultiDeviceEvaluator;
import org.epnas.training.trainer.TrialSettings;
import org.epnas.training.weights.FolderWeightStore;

/**
 * One search from configuration to run folder. Everything that can be wrong with the input is found
 * by {@link #prepare}, before the first expensive step.
 */
public final class SearchSession implements PreparedSearch {
  private final SearchConfiguration configuration;
  private final RunRecord record;
  private final List<PluginFault> pluginFaults;
  private final RunFolder folder;
  private final SearchSettings settings;
  private final SearchSpace space;
  private final SearchStrategy strategy;
  private final Rewarder rewarder;
  private final FolderWeightStore weights;
  private final Evaluator evaluator;

  private SearchSession(
      SearchConfiguration configuration,
      Ingredients given,
      RunPlace place,
      EpnasComponent component,
      int parallel) {
    this.configuration = configuration;
    List<BackendDevice> devices = component.devices().all();
    settings = settings(configuration, devices.size());
    rewarder = rewarder(configuration, given, component);
    DataSet data =
        given.data().orElseGet(() -> component.loadData(configuration.data()).training());
    space = space(configuration, given, component, data);
    strategy = strategy(configuration, given, component, space, rewarder);
    folder = RunFolder.create(place);
    weights = new FolderWeightStore(folder.weights());
    evaluator = evaluatorOrGiveBack(devices, parallel, data);
    ExecutionSettings execution = execution(configuration, devices.getFirst(), parallel);
    record =
        record(configuration, devices, execution, pinning(component, execution, parallel))
            .with(used(configuration, given, component, devices, rewarder));
    pluginFaults = component.registry().faults();
  }

  private static Rewarder rewarder(
      SearchConfiguration configuration, Ingredients given, EpnasComponent component) {
    component
        .registry()
        .requireResources(
            configuration.constraints(),
            given.resources().stream().map(own -> own.descriptor().name()).toList());
    List<Constraint> constraints =
        new ArrayList<>(
            new ConstraintParser(resources(given, component.registry().resources().values()))
                .parseAll(configuration.constraints()));
    constraints.addAll(given.constraints());
    requireOneLimitEach(constraints);
    return new Rewarder(
        constraints,
        given.penalty().orElseGet(() -> component.registry().penalty(configuration.penalty())));
  }

  /** The plug-ins of this search; what the program brings itself is none. */
  private static List<UsedPlugin> used(
      SearchConfiguration configuration,
      Ingredients given,
      EpnasComponent component,
      List<BackendDevice> devices,
      Rewarder rewarder) {
    Set<String> own =
        given.resources().stream()
            .map(resource -> resource.descriptor().name())
            .collect(Collectors.toSet());
    Map<PluginKind, List<String>> names = new EnumMap<>(PluginKind.class);
    names.put(
        PluginKind.RESOURCE,
        rewarder.constraints().stream()
            .map(Constraint::name)
            .filter(name -> !own.contains(name))
            .toList());
    names.put(
        PluginKind.BACKEND,
        devices.stream().map(device -> device.backend().name()).distinct().toList());
    if (given.space().isEmpty()) {
      names.put(PluginKind.SPACE, List.of(configuration.space()));
    }
    if (given.strategy().isEmpty()) {
      names.put(PluginKind.STRATEGY, List.of(configuration.strategy()));
    }
    if (given.penalty().isEmpty()) {
      names.put(PluginKind.PENALTY, List.of(configuration.penalty()));
    }
    if (given.data().isEmpty()) {
      names.put(PluginKind.DATA, List.of(EpnasComponent.dataName(configuration.data())));
    }
    return component.registry().used(names);
  }

  /** A program's own object takes the place of one of its class that was found as a plug-in. */
  private static List<Resource> resources(Ingredients given, Collection<Resource> known) {
    Set<Class<?>> own =
        given.resources().stream().map(Object::getClass).collect(Collectors.toSet());
    return Stream.concat(
            known.stream().filter(resource -> !own.contains(resource.getClass())),
            given.resources().stream())
        .toList();
  }

  private static void requireOneLimitEach(List<Constraint> constraints) {
    Set<String> limited = new HashSet<>();
    for (Constraint constraint : constraints) {
      if (!limited.add(constraint.name())) {
        throw new ConfigurationException(
            "Resource (%s) is limited twice, once by (%s). Maybe keep the tighter limit."
                .formatted(constraint.name(), constraint));
      }
    }
  }

  private static SearchSpace space(
      SearchConfiguration configuration,
      Ingredients given,
      EpnasComponent component,
      DataSet data) {
    return given
        .space()
        .orElseGet(() -> component.registry().space(configuration.space()))
        .create(data.shape(), data.classes());
  }

  private static SearchStrategy strategy(
      SearchConfiguration configuration,
      Ingredients given,
      EpnasComponent component,
      SearchSpace space,
      Rewarder rewarder) {
    SearchStrategy.Factory strategies =
        given.strategy().orElseGet(() -> component.registry().strategy(configuration.strategy()));
    return strategies.create(
        StrategyContext.of(space, configuration.seed(), configuration.epochs(), rewarder)
            .withInheritance(configuration.inherit()));
  }

  /**
   * @param place of the run folder
   * @throws ConfigurationException if anything in the configuration is wrong
   */
  public static SearchSession prepare(SearchConfiguration configuration, RunPlace place) {
    return prepare(configuration, Ingredients.NONE, place, 1);
  }

  /**
   * @param given what the program brings itself
   * @param place of the run folder
   * @param parallel searches at the same time, which share the device's threads
   * @throws ConfigurationException if anything in the configuration is wrong
   */
  public static SearchSession prepare(
      SearchConfiguration configuration, Ingredients given, RunPlace place, int parallel) {
    EpnasComponent component =
        EpnasComponent.create(new DeviceRequest(configuration.device(), configuration.precision()));
    try {
      return new SearchSession(
          located(configuration, given, component), given, place, component, parallel);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
  }

  /** A relative folder would mean other data where the run is trained from another folder. */
  private static SearchConfiguration located(
      SearchConfiguration configuration, Ingredients given, EpnasComponent component) {
    return given.data().isPresent()
        ? configuration
        : configuration.withData(component.data().located(configuration.data()));
  }

  private static SearchSettings settings(SearchConfiguration configuration, int devices) {
    return new SearchSettings(
        Budget.parse(configuration.budget()),
        configuration.workers() * devices,
        Optional.ofNullable(configuration.trialTime()).map(SearchSession::trialTime),
        configuration.mode());
  }

  private static Duration trialTime(String text) {
    try {
      return Budget.parse(text).time().orElseThrow(() -> notATime(text));
    } catch (IllegalArgumentException e) {
      throw notATime(text);
    }
  }

  private static ConfigurationException notATime(String text) {
    return new ConfigurationException(
        "Flag (--trial-time) is (%s) but must be a time. Maybe write 90s or 5m.".formatted(text));
  }

  private static ExecutionSettings execution(
      SearchConfiguration configuration, BackendDevice device, int parallel) {
    return new ExecutionSettings(
        device.device(),
        configuration.precision(),
        Math.max(1, device.device().threads() / (configuration.workers() * parallel)),
        configuration.mode(),
        configuration.seed());
  }

  private String pinning(EpnasComponent component, ExecutionSettings execution, int parallel) {
    return WorkerPinning.apply(
        configuration.pin(),
        component,
        new WorkerPinning.Threads(parallel, configuration.workers(), execution.threads()));
  }

  /** The last thing that may be wrong with the input; no folder is left behind then. */
  private Evaluator evaluatorOrGiveBack(List<BackendDevice> devices, int parallel, DataSet data) {
    try {
      return evaluator(devices, parallel, data);
    } catch (RuntimeException e) {
      folder.giveBack();
      throw e;
    }
  }

  private Evaluator evaluator(List<BackendDevice> devices, int parallel, DataSet data) {
    TrialSettings trials =
        TrialSettings.defaults()
            .withBatchSize(configuration.batchSize())
            .withInheritance(configuration.inherit());
    List<Evaluator> evaluators =
        devices.stream()
            .<Evaluator>map(device ->
                new ChildEvaluator(
                    device.backend(),
                    execution(configuration, device, parallel),
                    trials,
                    data,
                    weights))
            .toList();
    return new MultiDeviceEvaluator(evaluators, configuration.workers());
  }

  private static RunRecord record(
      SearchConfiguration configuration,
      List<BackendDevice> devices,
      ExecutionSettings execution,
      String pinning) {
    return new RunRecord(
        configuration,
        Versions.current(),
        devices.getFirst().backend().name(),
        devices.stream()
            .map(device -> device.device().description())
            .collect(Collectors.joining("; ")),
        execution.threads(),
        pinning,
        VectorMathProvider.describe(),
        Instant.now(),
        null);
  }

  @Override
  public List<PluginFault> pluginFaults() {
    return pluginFaults;
  }

  @Override
  public RunFolder folder() {
    return folder;
  }

  @Override
  public Optional<Duration> timeBudget() {
    return settings.budget().time();
  }

  @Override
  public SearchReport run(SearchListener listener, Cancellation cancellation) {
    TrialJournal journal = folder.begin(record);
    LatestReport report = new LatestReport();
    SearchLoop loop =
        SearchLoop.builder(settings, strategy, evaluator, rewarder)
            .study(info())
            .store(journal)
            .listener(new WeightRetention(weights))
            .listener(report)
            .listener(listener)
            .build();
    ResultFiles files = new ResultFiles();
    SearchResult result;
    try (Cancellation.Work _ = cancellation.during(loop::cancel)) {
      result = loop.run();
    } finally {
      files.write(folder.trials(), _ -> journal.close());
    }
    Choice choice = Choice.of(space, result.trials());
    Summary summary = Summary.of(configuration, record.device(), result, choice, report.values());
    // The small files first: where the disk is full, the weights are what there is no room for.
    files.write(folder.summary(), file -> RunFolder.writeJson(file, summary));
    folder.write(choice, files);
    choice.best().ifPresent(best -> writeWeights(best.trial(), files));
    return new SearchReport(folder, summary, result, cancellation.cancelled(), files.unwritten());
  }

  private StudyInfo info() {
    return new StudyInfo(
        String.valueOf(folder.path().getFileName()),
        configuration.data(),
        configuration.space(),
        configuration.strategy(),
        configuration.seed(),
        rewarder.constraints().stream().map(Constraint::toString).toList());
  }

  private void writeWeights(Trial best, ResultFiles files) {
    Path own = weights.file(best.id());
    if (Files.exists(own)) {
      files.write(
          folder.bestWeights(), file -> Files.copy(own, file, StandardCopyOption.REPLACE_EXISTING));
    }
  }
}
