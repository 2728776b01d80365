package org.epnas.training.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.data.DataSet;
import org.epnas.training.data.Subset;
import org.epnas.training.pipeline.Augmentation;
import org.epnas.training.pipeline.BatchSource;
import org.epnas.training.pipeline.Normalisation;
import org.junit.jupiter.api.Test;

/**
 * What a backend promises whose executables are {@link ResidentExecutable}s: the same as for single
 * batches, bit for bit.
 */
public abstract class ResidentContract extends ContractFixture {
  private static final TensorShape SHAPE = new TensorShape(3, 7, 8);
  private static final int CLASSES = 4;
  private static final int BATCH = 4;
  private static final int IMAGES = 18;
  private static final StepOptions STEP = new StepOptions(0.05, 0.9, 1e-3, 0.1);

  private final DataSet data = data();
  private final Subset images = Subset.all(data);
  private final Program program = program();

  @Test
  void trainsAndEvaluatesAsOnSingleBatches() {
    try (ResidentExecutable single = executable();
        ResidentExecutable resident = executable();
        BatchSource hostBatches = training();
        BatchSource deviceBatches = training()) {
      // Four batches in an epoch: the second call reaches into the next one.
      int steps = 3;
      for (long first : new long[] {0, steps}) {
        BatchResult expected = trainSingly(single, hostBatches, steps, first);
        BatchResult actual =
            resident.train(
                deviceBatches.nextForDevice(steps),
                Collections.nCopies(steps, STEP),
                first,
                () -> true);
        assertThat(actual.loss()).isCloseTo(expected.loss(), within(1e-6));
        assertThat(actual.correct()).isEqualTo(expected.correct());
      }
      assertSameBits(resident.weights(), single.weights());
      assertThat(evaluate(resident).correct()).isEqualTo(evaluateSingly(single).correct());
      assertThat(evaluate(resident).loss()).isCloseTo(evaluateSingly(single).loss(), within(1e-6));
    }
  }

  @Test
  void queuesNothingAfterANo() {
    try (ResidentExecutable twoSteps = executable();
        ResidentExecutable stopped = executable();
        BatchSource hostBatches = training();
        BatchSource deviceBatches = training()) {
      trainSingly(twoSteps, hostBatches, 2, 0);
      List<Boolean> answers = new ArrayList<>(List.of(true, true, false));
      BatchResult result =
          stopped.train(
              deviceBatches.nextForDevice(4),
              Collections.nCopies(4, STEP),
              0,
              answers::removeFirst);

      assertThat(answers).isEmpty();
      assertThat(result.loss()).isFinite().isPositive();
      assertSameBits(stopped.weights(), twoSteps.weights());
    }
  }

  @Test
  void refusesImagesOfAnotherShape() {
    ProgramBuilder other = new ProgramBuilder(1, 5, 5);
    other.dense(ProgramBuilder.IMAGE, CLASSES);
    try (ResidentExecutable executable = executable(other.build());
        BatchSource batches = training()) {
      assertThatThrownBy(
              () -> executable.train(batches.nextForDevice(1), List.of(STEP), 0, () -> true))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("(3x7x8)")
          .hasMessageContaining("(1x5x5)");
    }
  }

  private ResidentExecutable executable() {
    return executable(program);
  }

  private ResidentExecutable executable(Program of) {
    Executable executable = compile(of, BATCH);
    executable.load(RandomInputs.weights(of, 5));
    return (ResidentExecutable) executable;
  }

  private static Program program() {
    ProgramBuilder net = new ProgramBuilder(SHAPE.channels(), SHAPE.height(), SHAPE.width());
    int x = net.batchNorm(net.convolution(ProgramBuilder.IMAGE, 6, 3));
    x = net.dropout(net.activate(x, Activation.RELU), 0.3);
    net.dense(net.globalPool(x), CLASSES);
    return net.build();
  }

  private BatchSource training() {
    Augmentation augmentation = new Augmentation(2, true, 3);
    return BatchSource.training(images, Normalisation.of(images), augmentation, BATCH, 8, 1);
  }

  private static BatchResult trainSingly(
      Executable executable, BatchSource batches, int steps, long first) {
    double loss = 0;
    int correct = 0;
    for (int step = 0; step < steps; step++) {
      BatchResult result = executable.train(batches.next(), STEP, first + step);
      loss += result.loss();
      correct += result.correct();
    }
    return new BatchResult(loss / steps, correct);
  }

  private BatchResult evaluate(ResidentExecutable executable) {
    try (BatchSource batches = evaluation()) {
      int all = Math.toIntExact(batches.remaining());
      return executable.evaluate(batches.nextForDevice(all), () -> true);
    }
  }

  private BatchResult evaluateSingly(Executable executable) {
    double loss = 0;
    int correct = 0;
    try (BatchSource batches = evaluation()) {
      while (batches.hasNext()) {
        Batch batch = batches.next();
        BatchResult result = executable.evaluate(batch);
        loss += result.loss() * batch.size();
        correct += result.correct();
      }
    }
    return new BatchResult(loss / IMAGES, correct);
  }

  /** Four full batches and a half one. */
  private BatchSource evaluation() {
    return BatchSource.evaluation(images, Normalisation.of(images), BATCH);
  }

  private static DataSet data() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] pixels = new byte[IMAGES * Math.toIntExact(SHAPE.elements())];
    random.nextBytes(pixels);
    int[] labels = random.ints(IMAGES, 0, CLASSES).toArray();
    return new DataSet("made", SHAPE, CLASSES, pixels, labels);
  }
}
