package org.epnas.training.trainer;

import java.util.Optional;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.program.Program;
import org.epnas.kernel.search.StopSignal;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Executable;
import org.epnas.training.data.Subset;
import org.epnas.training.data.TrainingData;
import org.epnas.training.inheritance.WeightInheritance;
import org.epnas.training.inheritance.WeightInheritance.Inherited;
import org.epnas.training.model.Model;
import org.epnas.training.model.ModelCard;
import org.epnas.training.pipeline.BatchSource;
import org.epnas.training.pipeline.Normalisation;
import org.epnas.training.weights.WeightInitializer;
import org.epnas.training.weights.Weights;

/** Trains an architecture to the end on the full training set, then tests it, once. */
public final class FinalTraining {
  /**
   * Most steps that are not measured: caches and the just-in-time compiler warm up, which takes
   * some dozens.
   */
  private static final int WARM_UP_STEPS = 40;

  /** Share of the budget that the warm-up may take. */
  private static final double WARM_UP_SHARE = 0.03;

  private static final int MEASURED_STEPS = 10;

  private final Backend backend;
  private final ExecutionSettings execution;
  private final FinalSettings settings;
  private final TrainingData data;
  private final Subset training;
  private final TrainedOn trainedOn;

  /**
   * @throws IllegalArgumentException if the settings do not fit the data
   */
  public FinalTraining(
      Backend backend, ExecutionSettings execution, FinalSettings settings, TrainingData data) {
    this.backend = backend;
    this.execution = execution;
    this.settings = settings;
    this.data = data;
    this.training = Subset.all(data.training());
    this.trainedOn = new TrainedOn(data.training(), Normalisation.of(training));
    BatchSizes.requireFits(settings.batchSize(), training);
  }

  /** Of all training images, as they are fed to the network. */
  public Normalisation normalisation() {
    return trainedOn.normalisation();
  }

  /**
   * What a model file says of weights of this training, for example those of an epoch.
   *
   * @param accuracy where it was measured
   */
  public ModelCard card(Architecture architecture, Optional<ModelCard.Accuracy> accuracy) {
    return trainedOn.card(architecture, accuracy);
  }

  /** The model that a training has given, with its accuracy on the test set. */
  public Model model(Architecture architecture, FinalResult result) {
    ModelCard.Accuracy accuracy =
        new ModelCard.Accuracy(ModelCard.Split.TEST, result.test().accuracy());
    return Model.of(card(architecture, Optional.of(accuracy)), result.weights());
  }

  /**
   * Trains and tests.
   *
   * @param start weights to inherit, usually those of the search's trial
   * @param listener hears of every epoch, and may keep its weights
   * @throws TrainingFailedException if it diverges, or the signal says stop
   * @throws org.epnas.training.backend.BackendException if the device cannot run the network
   */
  public FinalResult run(
      Architecture architecture,
      TrainingBudget budget,
      Optional<Weights> start,
      EpochListener listener,
      StopSignal stop) {
    Program program = Program.of(architecture);
    WeightInheritance inheritance = new WeightInheritance(new WeightInitializer(execution.seed()));
    Inherited inherited =
        start
            .map(weights -> inheritance.inherit(program, weights))
            .orElseGet(() -> inheritance.fresh(program));
    Trainer trainer = new Trainer(settings.sgd(), listener, stop);
    try (Executable executable =
        backend.compile(program, execution.compileOptions(settings.batchSize()))) {
      EpochPlan plan = plan(executable, inherited.weights(), budget, trainer);
      executable.load(inherited.weights());
      TrainingResult trained;
      try (BatchSource batches = trainingBatches(plan.remaining(0, 0))) {
        trained = trainer.train(executable, batches, batchesPerEpoch(), 0, plan);
      }
      EvaluationResult test = test(executable, trainer);
      return new FinalResult(trained, test, inherited.report(), executable.weights());
    }
  }

  private EpochPlan plan(
      Executable executable, Weights start, TrainingBudget budget, Trainer trainer) {
    return switch (budget) {
      case TrainingBudget.Epochs(int epochs) -> EpochPlan.of(epochs);
      case TrainingBudget.WallTime(var duration) -> {
        executable.load(start);
        double warmUp = WARM_UP_SHARE * duration.toMillis() / 1e3;
        double perStep = secondsPerStep(executable, trainer, warmUp);
        yield new WallTimePlan(duration.toMillis() / 1e3, perStep * batchesPerEpoch());
      }
    };
  }

  /** Trains a few steps, whose effect the caller undoes. */
  private double secondsPerStep(Executable executable, Trainer trainer, double warmUpSeconds) {
    Trainer silent = new Trainer(trainer.sgd(), EpochListener.NONE, trainer.stop());
    try (BatchSource batches = trainingBatches(1)) {
      double seconds = 0;
      for (int step = 0; step < WARM_UP_STEPS && seconds < warmUpSeconds; step++) {
        seconds += silent.train(executable, batches, 1, step, EpochPlan.of(1)).seconds();
      }
      return silent.train(executable, batches, MEASURED_STEPS, 0, EpochPlan.of(1)).seconds()
          / MEASURED_STEPS;
    }
  }

  /**
   * @param epochs planned
   */
  private BatchSource trainingBatches(int epochs) {
    return BatchSource.training(
        training,
        normalisation(),
        settings.augmentation().choose(data.training().shape(), data.training().size(), epochs),
        settings.batchSize(),
        execution.seed(),
        0);
  }

  private EvaluationResult test(Executable executable, Trainer trainer) {
    try (BatchSource batches =
        BatchSource.evaluation(Subset.all(data.test()), normalisation(), settings.batchSize())) {
      return trainer.evaluate(executable, batches);
    }
  }

  private int batchesPerEpoch() {
    return BatchSource.batchesPerEpoch(training, settings.batchSize());
  }
}
