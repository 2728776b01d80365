package org.epnas.benchmarks.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.OneDnnBackend;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TrainingTaskTest {
  private static final StepOptions STEP = TrainingTask.STEP;

  private final TrainingTask task = new TrainingTask("A", Precision.FP32, 1, 16);

  @Test
  void argumentsMakeTheTaskAgain() {
    assertThat(TrainingTask.parse(task.arguments())).isEqualTo(task);
  }

  static Stream<StepOptions> mistakes() {
    return Stream.of(
        new StepOptions(STEP.learningRate(), 0, STEP.weightDecay(), STEP.labelSmoothing()),
        new StepOptions(STEP.learningRate(), STEP.momentum(), 0, STEP.labelSmoothing()),
        new StepOptions(STEP.learningRate(), STEP.momentum(), STEP.weightDecay(), 0),
        new StepOptions(
            1.1 * STEP.learningRate(), STEP.momentum(), STEP.weightDecay(), STEP.labelSmoothing()));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aContenderWhoLeavesSomethingOutHasOtherLosses(StepOptions mistake) {
    Program program = task.program();
    float[] expected = losses(program, STEP);
    float[] actual = losses(program, mistake);

    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      difference = Math.max(difference, Math.abs(expected[i] - actual[i]) / expected[i]);
    }
    assertThat(difference).isGreaterThan(2e-3);
  }

  private float[] losses(Program program, StepOptions options) {
    OneDnnBackend backend = new OneDnnBackend();
    List<SyntheticBatch> batches = task.batches(program);
    try (Executable executable =
        backend.compile(
            program,
            new CompileOptions(
                backend.devices().getFirst(), 16, Precision.FP32, 1, true, false, 1))) {
      executable.load(TrainingTask.weights(program));
      float[] losses = new float[batches.size()];
      for (int i = 0; i < losses.length; i++) {
        SyntheticBatch batch = batches.get(i);
        Batch given = new Batch(batch.images(), batch.labels(), 16);
        losses[i] = (float) executable.train(given, options, i).loss();
      }
      return losses;
    }
  }
}
