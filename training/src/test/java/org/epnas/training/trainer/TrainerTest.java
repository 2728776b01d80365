package org.epnas.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.epnas.kernel.program.Program;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.data.Subset;
import org.epnas.training.pipeline.Augmentation;
import org.epnas.training.pipeline.BatchSource;
import org.epnas.training.pipeline.Normalisation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {
  private static final SgdSettings SGD =
      new SgdSettings(1, 0.9, 0.001, 0.1, new LearningRateSchedule.Cosine(0));
  private static final Subset IMAGES = Subset.all(Bands.DATA.test());
  private static final Normalisation NORMALISATION = Normalisation.of(IMAGES);

  @Test
  void followsTheScheduleStepByStep() {
    FakeBackend backend = FakeBackend.steady();

    train(backend, EpochListener.NONE, StopSignal.NEVER, EpochPlan.of(2), 2);

    // Four steps at progress 1/8, 3/8, 5/8 and 7/8.
    assertThat(backend.options)
        .extracting(StepOptions::learningRate)
        .usingComparatorForType(
            (a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b), Double.class)
        .containsExactly(cosine(0.125), cosine(0.375), cosine(0.625), cosine(0.875));
    assertThat(backend.options).extracting(StepOptions::labelSmoothing).containsOnly(0.1);
    assertThat(backend.steps).containsExactly(100L, 101L, 102L, 103L);
  }

  @Test
  void staysOnTheCurveWhenThePlanChanges() {
    FakeBackend backend = FakeBackend.steady();
    int[] plan = {4, 1};

    train(backend, EpochListener.NONE, StopSignal.NEVER, (done, seconds) -> plan[done], 1);

    // The first epoch of four planned covers [0, 1/4], then one covers the rest.
    assertThat(backend.options.get(0).learningRate()).isCloseTo(cosine(0.125), within(1e-9));
    assertThat(backend.options.get(1).learningRate()).isCloseTo(cosine(0.625), within(1e-9));
  }

  @Test
  void endsAtOnceWhenThePlanHasNothingLeft() {
    FakeBackend backend = FakeBackend.steady();
    int[] plan = {4, 0};

    TrainingResult result =
        train(backend, EpochListener.NONE, StopSignal.NEVER, (done, seconds) -> plan[done], 1);

    assertThat(result.epochs()).isEqualTo(1);
  }

  @Test
  void reportsEveryEpoch() {
    FakeBackend backend = new FakeBackend(step -> new BatchResult(step, step));
    List<EpochReport> reports = new ArrayList<>();

    TrainingResult result =
        train(
            backend,
            (report, weights) -> reports.add(report),
            StopSignal.NEVER,
            EpochPlan.of(2),
            3);

    assertThat(reports).extracting(EpochReport::epoch).containsExactly(1, 2);
    assertThat(reports).extracting(EpochReport::epochs).containsExactly(2, 2);
    // Losses 0, 1, 2, then 3, 4, 5; as many of 3 * 20 images correct.
    assertThat(reports).extracting(EpochReport::loss).containsExactly(1.0, 4.0);
    assertThat(reports).extracting(EpochReport::accuracy).containsExactly(3 / 60.0, 12 / 60.0);
    assertThat(reports).allSatisfy(report -> assertThat(report.imagesPerSecond()).isPositive());
    assertThat(result.epochs()).isEqualTo(2);
    assertThat(result.steps()).isEqualTo(6);
    assertThat(result.images()).isEqualTo(120);
    assertThat(result.loss()).isEqualTo(4);
  }

  @Test
  void endsWhenTheLossIsNotFinite() {
    FakeBackend backend = new FakeBackend(step -> new BatchResult(step == 2 ? Double.NaN : 1, 0));

    assertThatThrownBy(
            () -> train(backend, EpochListener.NONE, StopSignal.NEVER, EpochPlan.of(2), 3))
        .isInstanceOfSatisfying(
            TrainingFailedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DIVERGED))
        .hasMessageStartingWith("Loss became NaN in step 102 at learning rate 0.6");
    assertThat(backend.steps).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"CANCELLED", "TIMED_OUT"})
  void asksBeforeEveryStepWhetherToStop(Reason reason) {
    FakeBackend backend = FakeBackend.steady();
    AtomicInteger asked = new AtomicInteger();
    StopSignal stop = () -> asked.getAndIncrement() < 4 ? Optional.empty() : Optional.of(reason);

    assertThatThrownBy(() -> train(backend, EpochListener.NONE, stop, EpochPlan.of(9), 3))
        .isInstanceOfSatisfying(
            TrainingFailedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    assertThat(backend.steps).hasSize(4);
  }

  @Test
  void evaluatesAllImages() {
    FakeBackend backend = FakeBackend.steady();
    Trainer trainer = new Trainer(SGD, EpochListener.NONE, StopSignal.NEVER);
    EvaluationResult result;
    try (Executable executable = executable(backend);
        BatchSource batches = BatchSource.evaluation(IMAGES, NORMALISATION, 25)) {
      result = trainer.evaluate(executable, batches);
    }

    assertThat(backend.evaluated).containsExactly(25, 25, 10);
    assertThat(result.images()).isEqualTo(60);
    assertThat(result.loss()).isEqualTo(1);
    // Half of each batch, rounded down: 12 + 12 + 5.
    assertThat(result.accuracy()).isEqualTo(29 / 60.0);
  }

  @Test
  void stopsBetweenEvaluationBatches() {
    FakeBackend backend = FakeBackend.steady();
    Trainer trainer = new Trainer(SGD, EpochListener.NONE, () -> Optional.of(Reason.CANCELLED));
    try (Executable executable = executable(backend);
        BatchSource batches = BatchSource.evaluation(IMAGES, NORMALISATION, 25)) {
      assertThatThrownBy(() -> trainer.evaluate(executable, batches))
          .isInstanceOf(TrainingFailedException.class);
    }
    assertThat(backend.evaluated).isEmpty();
  }

  @Test
  void wallTimePlanFitsWholeEpochs() {
    WallTimePlan plan = new WallTimePlan(100, 30);

    // 100 / 30 is 3.3; the first took 20 s, so four of 20 s are left.
    assertThat(plan.remaining(0, 0)).isEqualTo(3);
    assertThat(plan.remaining(1, 20)).isEqualTo(4);
    // 40 s are left of 30 s an epoch: 1.3. Of 20 s an epoch: two.
    assertThat(plan.remaining(2, 60)).isEqualTo(1);
    assertThat(plan.remaining(3, 60)).isEqualTo(2);
    // Too late or too short for one: one nevertheless, so that the learning rate comes down.
    assertThat(plan.remaining(2, 130)).isEqualTo(1);
    assertThat(new WallTimePlan(1, 30).remaining(0, 0)).isEqualTo(1);
  }

  private static TrainingResult train(
      FakeBackend backend,
      EpochListener listener,
      StopSignal stop,
      EpochPlan plan,
      int batchesPerEpoch) {
    try (Executable executable = executable(backend);
        BatchSource batches =
            BatchSource.training(IMAGES, NORMALISATION, Augmentation.NONE, 20, 1, 0)) {
      return new Trainer(SGD, listener, stop)
          .train(executable, batches, batchesPerEpoch, 100, plan);
    }
  }

  private static Executable executable(FakeBackend backend) {
    return backend.compile(Program.of(Bands.network(2)), Bands.EXECUTION.compileOptions(20));
  }

  private static double cosine(double progress) {
    return (1 + Math.cos(Math.PI * progress)) / 2;
  }
}
