package org.epnas.training.conformance;

import java.util.Arrays;
import java.util.stream.Stream;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.conformance.network.NetworkCase;
import org.epnas.training.conformance.network.StructureCases;

/** Logits are the reference backend's, and evaluation is about the same ones. */
final class LogitsChecks {
  /** Of the loss: devices may add it up in f32. */
  private static final double LOSS_TOLERANCE = 1e-4;

  private static final int PART = 5;

  private LogitsChecks() {}

  /** Numbers within the tolerance. */
  static Stream<Check> numerical() {
    return Stream.of(
        new Check(
            "logits agree",
            subject ->
                agree(subject, StructureCases.mixed(), StructureCases.mixed().batch().size())),
        new Check(
            "logits of a smaller batch than compiled for agree, and nothing after it is read",
            subject -> agree(subject, poisonedAfter(PART), PART)),
        new Check(
            "logits of a program compiled for one image agree",
            subject -> agree(subject, one(), 1)));
  }

  /** What holds where a repeat gives the same bits. */
  static Stream<Check> exact() {
    return Stream.of(
        new Check("evaluation counts and weighs its own logits", LogitsChecks::areEvaluated),
        new Check("logits change neither weights nor momentum", LogitsChecks::changeNothing),
        new Check("an image has the same logits in every batch", LogitsChecks::standAlone),
        new Check("logits of an earlier call stay", LogitsChecks::areACopy));
  }

  private static void agree(Subject subject, NetworkCase network, int images) {
    try (ReferenceComparison comparison = new ReferenceComparison(subject, network)) {
      comparison.logits(network.batch().images(), images);
    }
  }

  private static NetworkCase poisonedAfter(int images) {
    NetworkCase network = StructureCases.mixed();
    float[] values = network.batch().images().clone();
    int first = Math.toIntExact(images * network.program().input().elements());
    Arrays.fill(values, first, values.length, Float.NaN);
    Batch batch = new Batch(values, network.batch().labels(), network.batch().size());
    return new NetworkCase(network.name(), network.program(), network.weights(), batch);
  }

  private static NetworkCase one() {
    NetworkCase network = StructureCases.mixed();
    Batch batch = new Batch(network.batch().images(), network.batch().labels(), 1);
    return new NetworkCase(network.name(), network.program(), network.weights(), batch);
  }

  private static void areEvaluated(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    Batch all = network.batch();
    try (Executable executable = subject.load(network)) {
      for (int size : new int[] {all.size(), PART}) {
        Batch batch = new Batch(all.images(), all.labels(), size);
        BatchResult result = executable.evaluate(batch);
        float[] logits = executable.logits(batch.images(), size);

        Expect.equal("number of logits", logits.length, size * network.program().classes());
        Expect.equal("correct predictions of " + size, correct(logits, batch), result.correct());
        double loss = crossEntropy(logits, batch);
        if (!(Math.abs(loss - result.loss()) <= LOSS_TOLERANCE)) {
          throw Expect.failed(
              Mismatch.numbers(
                  "cross-entropy of the logits of " + size, result.loss(), loss, LOSS_TOLERANCE));
        }
      }
    }
  }

  private static int correct(float[] logits, Batch batch) {
    int classes = logits.length / batch.size();
    int correct = 0;
    for (int image = 0; image < batch.size(); image++) {
      int largest = 0;
      for (int k = 1; k < classes; k++) {
        boolean larger = logits[image * classes + k] > logits[image * classes + largest];
        largest = larger ? k : largest;
      }
      correct += largest == batch.labels()[image] ? 1 : 0;
    }
    return correct;
  }

  /** Mean of -log softmax at the labels. */
  private static double crossEntropy(float[] logits, Batch batch) {
    int classes = logits.length / batch.size();
    double loss = 0;
    for (int image = 0; image < batch.size(); image++) {
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += Math.exp(logits[image * classes + k]);
      }
      loss += Math.log(sum) - logits[image * classes + batch.labels()[image]];
    }
    return loss / batch.size();
  }

  private static void changeNothing(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    Batch batch = network.batch();
    Executable.StepOptions step = new Executable.StepOptions(0.1, 0.9, 1e-4, 0);
    try (Executable alone = subject.load(network);
        Executable asked = subject.load(network)) {
      for (int number = 0; number < 2; number++) {
        alone.train(batch, step, number);
        asked.train(batch, step, number);
        asked.logits(batch.images(), batch.size());
      }
      Expect.sameBits(asked.weights(), alone.weights());
    }
  }

  private static void standAlone(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    Batch batch = network.batch();
    try (Executable executable = subject.load(network)) {
      float[] all = executable.logits(batch.images(), batch.size());
      float[] part = executable.logits(batch.images(), PART);
      Expect.equal(
          "logits of a part", Arrays.mismatch(all, 0, part.length, part, 0, part.length), -1);
    }
  }

  private static void areACopy(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    Batch batch = network.batch();
    try (Executable executable = subject.load(network)) {
      float[] first = executable.logits(batch.images(), batch.size());
      float[] kept = first.clone();
      executable.logits(new float[batch.images().length], batch.size());
      Expect.equal("logits of the first call", Arrays.mismatch(first, kept), -1);
    }
  }
}
