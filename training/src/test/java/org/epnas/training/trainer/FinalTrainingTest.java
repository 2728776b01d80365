package org.epnas.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.training.backend.Backend;
import org.epnas.training.inheritance.InheritanceReport;
import org.epnas.training.pipeline.Augmentation;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.weights.Weights;
import org.junit.jupiter.api.Test;

class FinalTrainingTest {
  private static final FinalSettings SETTINGS =
      FinalSettings.defaults()
          .withBatchSize(20)
          .withAugmentation((image, images, epochs) -> Augmentation.FLIP);

  @Test
  void trainsOnAllImagesAndTests() {
    List<Integer> epochs = new ArrayList<>();
    List<Weights> checkpoints = new ArrayList<>();

    FinalResult result =
        run(
            new ReferenceBackend(),
            new TrainingBudget.Epochs(8),
            Optional.empty(),
            (report, weights) -> {
              epochs.add(report.epoch());
              checkpoints.add(weights.get());
            });

    assertThat(result.test().images()).isEqualTo(60);
    assertThat(result.test().accuracy()).isGreaterThan(0.95);
    assertThat(result.training().images()).isEqualTo(8 * 360);
    assertThat(epochs).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(checkpoints.getLast()).usingRecursiveComparison().isEqualTo(result.weights());
    assertThat(result.inheritance())
        .isEqualTo(InheritanceReport.nothing(4 * 9 + 2 * 4 + 3 * 64 + 3));
  }

  @Test
  void goesOnFromInheritedWeights() {
    Weights learnt =
        run(
                new ReferenceBackend(),
                new TrainingBudget.Epochs(8),
                Optional.empty(),
                EpochListener.NONE)
            .weights();

    FinalResult result =
        run(
            new ReferenceBackend(),
            new TrainingBudget.Epochs(1),
            Optional.of(learnt),
            EpochListener.NONE);

    assertThat(result.test().accuracy()).isGreaterThan(0.95);
    assertThat(result.inheritance().fresh()).isZero();
  }

  @Test
  void fillsAWallTimeWithWholeEpochs() {
    List<EpochReport> reports = new ArrayList<>();

    FinalResult result =
        run(
            new ReferenceBackend(),
            new TrainingBudget.WallTime(Duration.ofSeconds(1)),
            Optional.empty(),
            (report, weights) -> reports.add(report));

    assertThat(result.training().epochs()).isGreaterThan(1).isEqualTo(reports.size());
    assertThat(result.training().seconds()).isLessThan(5);
    // The schedule ends where the training does.
    assertThat(reports.getLast().learningRate())
        .isLessThan(0.1 * reports.getFirst().learningRate());
  }

  @Test
  void testsOnceAndUndoesWhatItMeasured() {
    FakeBackend backend = FakeBackend.steady();

    run(
        backend,
        new TrainingBudget.WallTime(Duration.ofMillis(1)),
        Optional.empty(),
        EpochListener.NONE);

    // Steps 0 to 9 are measured, then the training begins from step 0 on: at least an epoch of 18.
    assertThat(backend.steps).containsSequence(8L, 9L, 0L, 1L, 2L).contains(17L);
    assertThat(backend.evaluated).containsExactly(20, 20, 20);
    assertThat(backend.open).isZero();
  }

  @Test
  void doesNotTestWhatWasStopped() {
    FakeBackend backend = FakeBackend.steady();
    FinalTraining training = new FinalTraining(backend, Bands.EXECUTION, SETTINGS, Bands.DATA);

    assertThatThrownBy(() ->
            training.run(
                Bands.network(4),
                new TrainingBudget.Epochs(1),
                Optional.empty(),
                EpochListener.NONE,
                () -> Optional.of(Reason.CANCELLED)))
        .isInstanceOf(TrainingFailedException.class);
    assertThat(backend.evaluated).isEmpty();
    assertThat(backend.open).isZero();
  }

  private static FinalResult run(
      Backend backend, TrainingBudget budget, Optional<Weights> start, EpochListener listener) {
    return new FinalTraining(backend, Bands.EXECUTION, SETTINGS, Bands.DATA)
        .run(Bands.network(4), budget, start, listener, StopSignal.NEVER);
  }
}
