package org.epnas.training.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.ResidentExecutable;
import org.epnas.training.conformance.network.ProgramBuilder;
import org.epnas.training.conformance.network.RandomInputs;
import org.epnas.training.data.DataSet;
import org.epnas.training.data.Subset;
import org.epnas.training.pipeline.Augmentation;
import org.epnas.training.pipeline.BatchSource;
import org.epnas.training.pipeline.Normalisation;

/** Batches that the device makes itself give the same as single batches, bit for bit. */
final class ResidentChecks {
  private static final TensorShape SHAPE = new TensorShape(3, 7, 8);
  private static final int CLASSES = 4;
  private static final int BATCH = 4;
  private static final int IMAGES = 18;
  private static final StepOptions STEP = new StepOptions(0.05, 0.9, 1e-3, 0.1);

  /** Losses are added up in f32 on the device. */
  private static final double LOSS_TOLERANCE = 1e-6;

  private final Subject subject;
  private final Subset images = Subset.all(data());
  private final Program program = program();

  private ResidentChecks(Subject subject) {
    this.subject = subject;
  }

  static Stream<Check> all() {
    return Stream.of(
        new Check(
            "trains and evaluates on the device's own batches as on single ones",
            subject -> new ResidentChecks(subject).asOnSingleBatches()),
        new Check(
            "queues nothing after a no", subject -> new ResidentChecks(subject).queuesNothing()),
        new Check(
            "refuses images of another shape",
            subject -> new ResidentChecks(subject).refusesOtherShape()));
  }

  private void asOnSingleBatches() {
    try (ResidentExecutable single = executable(program);
        ResidentExecutable resident = executable(program);
        BatchSource hostBatches = training();
        BatchSource deviceBatches = training()) {
      // Four batches in an epoch: the second call reaches into the next one.
      int steps = 3;
      for (long first : new long[] {0, steps}) {
        compare(
            "training from step " + first,
            resident.train(
                deviceBatches.nextForDevice(steps),
                Collections.nCopies(steps, STEP),
                first,
                () -> true),
            trainSingly(single, hostBatches, steps, first));
      }
      Expect.sameBits(resident.weights(), single.weights());
      compare("evaluation", evaluate(resident), evaluateSingly(single));
    }
  }

  private static void compare(String what, BatchResult actual, BatchResult expected) {
    Expect.equal("correct predictions of " + what, actual.correct(), expected.correct());
    if (!(Math.abs(actual.loss() - expected.loss()) <= LOSS_TOLERANCE)) {
      throw Expect.failed(
          Mismatch.numbers("loss of " + what, expected.loss(), actual.loss(), LOSS_TOLERANCE));
    }
  }

  private void queuesNothing() {
    try (ResidentExecutable twoSteps = executable(program);
        ResidentExecutable stopped = executable(program);
        BatchSource hostBatches = training();
        BatchSource deviceBatches = training()) {
      trainSingly(twoSteps, hostBatches, 2, 0);
      List<Boolean> answers = new ArrayList<>(List.of(true, true, false));
      double loss =
          stopped
              .train(
                  deviceBatches.nextForDevice(4),
                  Collections.nCopies(4, STEP),
                  0,
                  answers::removeFirst)
              .loss();

      Expect.equal("answers that nobody asked for", answers, List.of());
      Expect.holds("loss", Double.isFinite(loss) && loss > 0, "finite and positive", loss);
      Expect.sameBits(stopped.weights(), twoSteps.weights());
    }
  }

  private void refusesOtherShape() {
    ProgramBuilder other = new ProgramBuilder(1, 5, 5);
    other.dense(ProgramBuilder.IMAGE, CLASSES);
    try (ResidentExecutable executable = executable(other.build());
        BatchSource batches = training()) {
      Expect.refused(
          "training on images of another shape",
          IllegalArgumentException.class,
          () -> executable.train(batches.nextForDevice(1), List.of(STEP), 0, () -> true),
          "(3x7x8)",
          "(1x5x5)");
    }
  }

  private ResidentExecutable executable(Program of) {
    Executable executable = subject.compile(of, BATCH);
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
