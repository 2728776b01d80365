package org.epnas.study.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.kernel.trial.Proposal;
import org.epnas.policy.nn.VectorMathProvider;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.Evaluation;
import org.epnas.study.run.JournalLine;
import org.epnas.study.run.JournalPlace;
import org.epnas.study.run.Journals;
import org.epnas.study.run.RunChanges;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.RunRecord;
import org.epnas.study.run.TrialLine;
import org.epnas.study.run.Versions;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.study.worker.TrialTraining;
import org.epnas.training.backend.BackendDevice;
import org.epnas.training.data.DataSet;
import org.epnas.training.trainer.ChildEvaluator;
import org.epnas.training.trainer.ExecutionSettings;
import org.epnas.training.weights.CheckpointStore;
import org.epnas.training.weights.FolderWeightStore;
import org.epnas.training.weights.MemoryWeightStore;
import org.epnas.training.weights.WeightStore;

/**
 * Trains one trial of a run again, from its record, and says whether it came out the same. Where
 * its parent's weights are kept no more, the parent is trained again first, and so on.
 */
public final class TrialReplay {
  /** Figures that depend on the training alone and not on how long it took. */
  private static final List<String> COMPARED =
      List.of(
          Metric.VALIDATION_ACCURACY,
          Metric.VALIDATION_LOSS,
          Metric.TRAINING_LOSS,
          Metric.FIRST_EPOCH_LOSS,
          Metric.EPOCHS,
          Metric.BATCH_SIZE);

  /** A figure that came out otherwise; NaN stands for one that is missing. */
  public record Difference(String metric, double recorded, double now) {}

  /**
   * What came out.
   *
   * @param trial its number
   * @param before trials that were trained again for their weights, in order
   * @param differences empty where all figures are the same to the last bit
   * @param changes between the process that trained it and this one
   */
  public record Result(
      int trial, List<Integer> before, List<Difference> differences, List<String> changes) {
    /** Takes copies of the lists. */
    public Result {
      before = List.copyOf(before);
      differences = List.copyOf(differences);
      changes = List.copyOf(changes);
    }

    /** Whether it came out the same. */
    public boolean same() {
      return differences.isEmpty();
    }
  }

  private final RunFolder folder;
  private final RunRecord record;
  private final Evaluation.Trained trained;
  private final Map<Integer, TrialLine> lines;

  private TrialReplay(RunFolder folder) {
    this.folder = folder;
    record = RunRecord.read(folder);
    trained =
        switch (record.configuration().evaluation()) {
          case Evaluation.Trained training -> training;
          case Evaluation.Replayed _ ->
              throw new ConfigurationException(
                  "Run (%s) was replayed from a table: nothing was trained. Maybe look at it with ./epnas show."
                      .formatted(folder.path()));
        };
    lines =
        folder.trialLines().stream()
            .collect(Collectors.toMap(TrialLine::id, Function.identity(), (_, last) -> last));
  }

  /**
   * Trains a trial again.
   *
   * @param stop ends it
   * @param epochs told of every epoch
   * @throws ConfigurationException if the run has no such trial, or it cannot be trained again
   */
  public static Result of(
      RunFolder folder, int trial, StopSignal stop, Consumer<SearchEvent.EpochEnded> epochs) {
    TrialReplay replay = new TrialReplay(folder);
    List<TrialLine> lineage = replay.lineage(trial);
    try (EpnasComponent component = EpnasComponent.create(replay.trained.device().request())) {
      return replay.train(lineage, component, stop, epochs);
    }
  }

  /** The trial itself is the last; the first finds its parent's weights, or needs none. */
  private List<TrialLine> lineage(int trial) {
    List<TrialLine> lineage = new ArrayList<>();
    FolderWeightStore weights = new FolderWeightStore(folder.weights());
    Optional<Integer> next = Optional.of(trial);
    while (next.isPresent()) {
      TrialLine line = line(next.get());
      lineage.addFirst(line);
      next = parent(line).filter(parent -> weights.get(parent).isEmpty());
    }
    return lineage;
  }

  private TrialLine line(int trial) {
    TrialLine line = lines.get(trial);
    if (line == null) {
      throw new ConfigurationException(
          "Run (%s) has no trial (%s). Maybe choose one that ./epnas show lists."
              .formatted(folder.path(), trial));
    }
    line.failure()
        .ifPresent(failure -> {
          throw new ConfigurationException(
              "Trial (%s) gave no accuracy to compare with: %s Maybe choose one that has."
                  .formatted(trial, failure.message()));
        });
    if (line.sharing().isPresent()) {
      throw new ConfigurationException(
          "Trial (%s) shared its weights with others, and those as they were then are not kept. Maybe choose a run of another strategy."
              .formatted(trial));
    }
    double epochs = line.metrics().getOrDefault(Metric.EPOCHS, (double) line.epochs());
    if (epochs != line.epochs()) {
      throw new ConfigurationException(
          "Trial (%s) was cut short by the end of the time after (%s) of (%s) epochs, which depends on the speed of that moment. Maybe choose another."
              .formatted(trial, epochs, line.epochs()));
    }
    return line;
  }

  /** The one whose weights it began with, if it did. */
  private Optional<Integer> parent(TrialLine line) {
    boolean inherits = trained.trials().inherit() || line.kind() == Proposal.Kind.PROMOTED;
    return inherits && line.parent().isPresent()
        ? Optional.of(line.parent().getAsInt())
        : Optional.empty();
  }

  private Result train(
      List<TrialLine> lineage,
      EpnasComponent component,
      StopSignal stop,
      Consumer<SearchEvent.EpochEnded> epochs) {
    BackendDevice device = component.device();
    DataSet data = component.loadData(trained.data()).training();
    Optional<String> images = imagesNow(data);
    TrialTraining training = new TrialTraining(trained, record.configuration().seed(), 1);
    WeightStore store = new MemoryWeightStore(Long.MAX_VALUE);
    FolderWeightStore kept = new FolderWeightStore(folder.weights());
    parent(lineage.getFirst())
        .ifPresent(parent -> kept.get(parent).ifPresent(weights -> store.put(parent, weights)));
    ChildEvaluator evaluator = training.evaluator(device, data, store, CheckpointStore.NONE);
    Map<String, Double> metrics = new TreeMap<>();
    for (TrialLine line : lineage) {
      metrics = metrics(evaluator.evaluate(assignment(line, stop, epochs)), line.id());
    }
    TrialLine last = lineage.getLast();
    return new Result(
        last.id(),
        lineage.stream().limit(lineage.size() - 1L).map(TrialLine::id).toList(),
        differences(last.metrics(), metrics),
        changes(device, training.execution(device), images));
  }

  private static Assignment assignment(
      TrialLine line, StopSignal stop, Consumer<SearchEvent.EpochEnded> epochs) {
    return new Assignment(
        line.id(),
        new Proposal(
            line.architecture(),
            line.epochs(),
            line.parent(),
            line.kind(),
            line.episode(),
            line.predictedReward()),
        0,
        stop,
        epochs);
  }

  private static Map<String, Double> metrics(Outcome outcome, int trial) {
    return switch (outcome) {
      case Outcome.Completed done -> done.metrics();
      case Outcome.Failed(Reason reason, String message) ->
          throw new ConfigurationException(
              "Trial (%s) cannot be trained again here (%s): %s Maybe do it where the run was made."
                  .formatted(trial, reason, message));
    };
  }

  private static List<Difference> differences(
      Map<String, Double> recorded, Map<String, Double> now) {
    return COMPARED.stream()
        .filter(metric -> recorded.containsKey(metric) || now.containsKey(metric))
        .filter(metric -> !Objects.equals(recorded.get(metric), now.get(metric)))
        .map(metric ->
            new Difference(
                metric,
                recorded.getOrDefault(metric, Double.NaN),
                now.getOrDefault(metric, Double.NaN)))
        .toList();
  }

  private List<String> changes(
      BackendDevice device, ExecutionSettings execution, Optional<String> images) {
    RunRecord now =
        new RunRecord(
            record.configuration(),
            Versions.current(),
            device.backend().name(),
            device.device().description(),
            execution.threads(),
            record.pinning(),
            VectorMathProvider.describe(),
            Instant.now(),
            record.plugins());
    List<String> changes = new ArrayList<>(RunChanges.between(record, now));
    images.ifPresent(changes::add);
    return changes;
  }

  /** What is to be said of the images; a server that keeps the journal may be away. */
  private Optional<String> imagesNow(DataSet data) {
    try {
      return imagesThen()
          .filter(then -> !then.equals(data.sha256()))
          .map(_ -> "training images: other ones than then");
    } catch (ConfigurationException e) {
      return Optional.of("training images: not compared, " + e.getMessage());
    }
  }

  private Optional<String> imagesThen() {
    return JournalPlace.of(folder).stream()
        .flatMap(place -> Journals.lines(place).stream())
        .filter(JournalLine.Begun.class::isInstance)
        .map(line -> ((JournalLine.Begun) line).data())
        .findFirst();
  }
}
