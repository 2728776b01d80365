package org.epnas.training.trainer;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.epnas.kernel.program.Program;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Sharing;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.Executable;
import org.epnas.training.data.DataSet;
import org.epnas.training.data.StratifiedSplit;
import org.epnas.training.data.Subset;
import org.epnas.training.inheritance.WeightInheritance;
import org.epnas.training.inheritance.WeightInheritance.Inherited;
import org.epnas.training.model.ModelCard;
import org.epnas.training.pipeline.BatchSource;
import org.epnas.training.pipeline.Normalisation;
import org.epnas.training.weights.CheckpointStore;
import org.epnas.training.weights.SharedWeights;
import org.epnas.training.weights.WeightInitializer;
import org.epnas.training.weights.WeightStore;

/**
 * One training of a candidate on one device, from its start to its validation. Thread-safe.
 *
 * <p>Holds the {@link SharedWeights} of the search for proposals that use them ({@link Sharing}). A
 * slice of training is one cycle of the trials' learning rate schedule, starts without momentum,
 * and leaves the shared weights alone where it fails.
 */
final class ChildTraining {
  /** More epochs than a trial has, so that episodes share none. */
  private static final long EPOCHS_PER_EPISODE = 1 << 16;

  /** In the place of a class in the key of the random split: no class has this number. */
  private static final long VALIDATION_DRAW = -1;

  private final Backend backend;
  private final ExecutionSettings execution;
  private final TrialSettings settings;
  private final WeightStore store;
  private final CheckpointStore checkpoints;
  private final WeightInheritance inheritance;
  private final SharedWeights shared;
  private final StratifiedSplit split;
  private final TrainedOn trainedOn;

  /**
   * @param training the full training set: it is split into training and validation here
   * @param checkpoints takes trials of more than one epoch after each
   * @throws IllegalArgumentException if the settings do not fit the data
   */
  ChildTraining(
      Backend backend,
      ExecutionSettings execution,
      TrialSettings settings,
      DataSet training,
      WeightStore store,
      CheckpointStore checkpoints) {
    this.backend = backend;
    this.execution = execution;
    this.settings = settings;
    this.store = store;
    this.checkpoints = checkpoints;
    WeightInitializer initializer = new WeightInitializer(execution.seed());
    this.inheritance = new WeightInheritance(initializer);
    this.shared = new SharedWeights(initializer);
    this.split = StratifiedSplit.of(training, settings.validationShare(), execution.seed());
    this.trainedOn = new TrainedOn(training, Normalisation.of(split.kept()));
    BatchSizes.requireFits(settings.batchSize(), split.kept());
  }

  /** Of the images that are trained on. */
  Normalisation normalisation() {
    return trainedOn.normalisation();
  }

  /**
   * Trains and validates a candidate. What it took is freed, however it ends; its weights are kept
   * only if it ends well.
   *
   * @param trial the search's settings, or the same with a smaller batch
   * @return its metrics by name
   * @throws TrainingFailedException if it diverges, or the signal says stop
   * @throws BackendException if the device cannot run the network
   */
  SortedMap<String, Double> run(Assignment assignment, TrialSettings trial) {
    requireOwnNumber(assignment.trialId());
    long start = System.nanoTime();
    Program program = Program.of(assignment.proposal().architecture());
    try (Executable executable =
        backend.compile(program, execution.compileOptions(trial.batchSize()))) {
      Inherited inherited = start(program, assignment.proposal());
      executable.load(inherited.weights());
      SortedMap<String, Double> metrics = new TreeMap<>(inherited.report().metrics());
      metrics.put(Metric.PREPARATION_SECONDS, (System.nanoTime() - start) / 1e9);
      metrics.putAll(new Attempt(executable, assignment, trial).run());
      return metrics;
    }
  }

  /** Two searches of one store would take each other's trials for their own. */
  private void requireOwnNumber(int trial) {
    if (store.get(trial).isPresent()) {
      throw new TrainingFailedException(
          Reason.ERROR,
          "Weights of trial (%s) are stored already, so they are another search's. Maybe make a store of weights for each search."
              .formatted(trial));
    }
  }

  private Inherited start(Program program, Proposal proposal) {
    return switch (proposal.sharing()) {
      case Sharing.None _ -> inherited(program, proposal);
      case Sharing.Start _, Sharing.Train _, Sharing.Evaluate _ ->
          inheritance.same(program, shared.read(program, proposal.episode()));
    };
  }

  private Inherited inherited(Program program, Proposal proposal) {
    boolean inherits =
        settings.inheritance()
            || switch (proposal.kind()) {
              case PROMOTED -> true;
              case INITIAL, SELECTED, HELD_OUT -> false;
            };
    OptionalInt parent = proposal.parentTrialId();
    return inherits && parent.isPresent()
        ? Optional.of(parent.getAsInt())
            .flatMap(store::get)
            .map(weights -> inheritance.inherit(program, weights))
            .orElseGet(() -> inheritance.fresh(program))
        : inheritance.fresh(program);
  }

  /**
   * Validation images of an episode: another draw for every one, at least a batch of the search's
   * size, so that all candidates of an episode are measured on the same ones.
   */
  private Subset sample(Assignment assignment, double share) {
    Subset held = split.held();
    int count = Math.clamp(Math.round(share * held.size()), settings.batchSize(), held.size());
    if (count == held.size()) {
      return held;
    }
    int[] drawn = held.indices().clone();
    RandomStream.of(
            execution.seed(), Purpose.SPLIT, VALIDATION_DRAW, assignment.proposal().episode())
        .shuffle(drawn);
    int[] chosen = Arrays.copyOf(drawn, count);
    Arrays.sort(chosen);
    return new Subset(held.data(), chosen);
  }

  /** One training with its compiled network. */
  private final class Attempt {
    private final Executable executable;
    private final Assignment assignment;
    private final TrialSettings trial;

    Attempt(Executable executable, Assignment assignment, TrialSettings trial) {
      this.executable = executable;
      this.assignment = assignment;
      this.trial = trial;
    }

    /** Trains and validates as the proposal says, and puts the weights where they belong. */
    SortedMap<String, Double> run() {
      SortedMap<String, Double> metrics = new TreeMap<>();
      int all = BatchSource.batchesPerEpoch(split.kept(), trial.batchSize());
      switch (assignment.proposal().sharing()) {
        case Sharing.None _, Sharing.Start _ -> {
          TrainingResult result = trainWhole(all);
          addTraining(metrics, result);
          metrics.put(Metric.FIRST_EPOCH_LOSS, result.firstLoss());
          EvaluationResult validation = validate(split.held());
          addValidation(metrics, validation);
          keep(validation.accuracy());
        }
        case Sharing.Train(double epochShare) -> {
          int slice = Math.clamp(Math.round(epochShare * all), 1, all);
          addTraining(metrics, train(slice, 1, TrainingProgress.NONE, _ -> {}));
          metrics.put(Metric.EPOCHS, (double) slice / all);
          addValidation(metrics, validate(sample(assignment, 0)));
          shared.write(assignment.trialId(), executable.weights());
        }
        case Sharing.Evaluate(double imageShare) -> {
          metrics.put(Metric.EPOCHS, 0.0);
          addValidation(metrics, validate(sample(assignment, imageShare)));
        }
      }
      return metrics;
    }

    /** Keeps the weights with what makes them a model. */
    private void keep(double accuracy) {
      ModelCard card =
          trainedOn.card(
              assignment.proposal().architecture(),
              Optional.of(new ModelCard.Accuracy(ModelCard.Split.VALIDATION, accuracy)));
      requireOwnNumber(assignment.trialId());
      store.put(assignment.trialId(), executable.weights(), card.metadata());
    }

    /** A training of its own, which goes on from its checkpoint where there is one. */
    private TrainingResult trainWhole(int steps) {
      TrialCheckpoint checkpoint = new TrialCheckpoint(checkpoints, assignment, trial.batchSize());
      return train(
          steps,
          assignment.proposal().epochs(),
          checkpoint.restore(executable),
          progress -> checkpoint.save(progress, executable));
    }

    /**
     * @param steps of an epoch, or of a part of one
     */
    private TrainingResult train(
        int steps, int epochs, TrainingProgress from, TrainingProgress.Listener checkpoint) {
      int batchSize = trial.batchSize();
      long firstEpoch = assignment.proposal().episode() * EPOCHS_PER_EPISODE;
      long firstStep = firstEpoch * BatchSource.batchesPerEpoch(split.kept(), batchSize);
      Trainer trainer = trainer();
      try (BatchSource batches =
          BatchSource.training(
              split.kept(),
              trainedOn.normalisation(),
              trial.augmentation(),
              batchSize,
              execution.seed(),
              firstEpoch + from.epochs())) {
        EpochPlan plan = new DeadlinePlan(EpochPlan.of(epochs), assignment.stop());
        return trainer.train(executable, batches, steps, firstStep, plan, from, checkpoint);
      }
    }

    private EvaluationResult validate(Subset images) {
      try (BatchSource batches =
          BatchSource.evaluation(images, trainedOn.normalisation(), trial.batchSize())) {
        return trainer().evaluate(executable, batches);
      }
    }

    private void epochEnded(EpochReport report) {
      assignment
          .epochs()
          .accept(
              new SearchEvent.EpochEnded(
                  assignment.trialId(),
                  report.epoch(),
                  report.epochs(),
                  report.loss(),
                  report.accuracy(),
                  report.seconds()));
    }

    private Trainer trainer() {
      return new Trainer(trial.sgd(), (report, weights) -> epochEnded(report), assignment.stop());
    }
  }

  private static void addTraining(SortedMap<String, Double> metrics, TrainingResult result) {
    metrics.put(Metric.EPOCHS, (double) result.epochs());
    metrics.put(Metric.TRAINING_LOSS, result.loss());
    metrics.put(Metric.TRAINING_SECONDS, result.seconds());
    metrics.put(Metric.IMAGES_PER_SECOND, result.imagesPerSecond());
  }

  private static void addValidation(SortedMap<String, Double> metrics, EvaluationResult result) {
    metrics.put(Metric.VALIDATION_ACCURACY, result.accuracy());
    metrics.put(Metric.VALIDATION_LOSS, result.loss());
    metrics.put(Metric.VALIDATION_SECONDS, result.seconds());
  }
}
