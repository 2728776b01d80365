package org.epnas.training.conformance;

import java.util.Arrays;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.conformance.network.NetworkCase;
import org.epnas.training.weights.Weights;

/** A network on the device under test and on the reference backend, with the same weights. */
final class ReferenceComparison implements AutoCloseable {
  private final NetworkCase network;
  private final Tolerance tolerance;
  private final Executable expected;
  private final Executable actual;

  ReferenceComparison(Subject subject, NetworkCase network) {
    this.network = network;
    this.tolerance = subject.tolerance();
    this.expected = Subject.loadReference(network);
    this.actual = subject.load(network);
  }

  /** One training step on both, whose results must agree. */
  void train(Batch batch, StepOptions options, long step) {
    BatchResult result = actual.train(batch, options, step);
    compare(result, expected.train(batch, options, step));
  }

  /** Forward in evaluation mode on both, whose results must agree. */
  void evaluate(Batch batch) {
    BatchResult result = actual.evaluate(batch);
    compare(result, expected.evaluate(batch));
  }

  /** Logits on both, which must agree. */
  void logits(float[] images, int size) {
    compare("logits", wide(actual.logits(images, size)), wide(expected.logits(images, size)));
  }

  private static double[] wide(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private void compare(BatchResult result, BatchResult reference) {
    double allowed = tolerance.allowed(Math.abs(reference.loss()));
    close("loss", result.loss(), reference.loss(), allowed);
    close("correct predictions", result.correct(), reference.correct(), tolerance.predictions());
  }

  /** What training has changed must agree, tensor by tensor. */
  void compareChanges() {
    Weights before = network.weights();
    Weights trained = actual.weights();
    Weights reference = expected.weights();
    Expect.sameNames(trained, before);
    before
        .tensors()
        .forEach((name, tensor) ->
            compare(
                "change of " + name,
                difference(Expect.tensor(trained, name).values(), tensor.values()),
                difference(Expect.tensor(reference, name).values(), tensor.values())));
  }

  private void compare(String what, double[] result, double[] reference) {
    Expect.equal("length of " + what, result.length, reference.length);
    double largest = Arrays.stream(reference).map(Math::abs).max().orElse(0);
    int worst = worst(result, reference);
    close(
        "%s at index %s, the largest being %s".formatted(what, worst, largest),
        result[worst],
        reference[worst],
        tolerance.allowed(largest));
  }

  /** Where the two are farthest apart; NaN is farther than anything. */
  static int worst(double[] result, double[] reference) {
    int worst = 0;
    for (int i = 1; i < reference.length; i++) {
      worst =
          Double.compare(error(result, reference, i), error(result, reference, worst)) > 0
              ? i
              : worst;
    }
    return worst;
  }

  private static double error(double[] result, double[] reference, int index) {
    return Math.abs(result[index] - reference[index]);
  }

  private static double[] difference(float[] after, float[] before) {
    double[] difference = new double[after.length];
    for (int i = 0; i < after.length; i++) {
      difference[i] = (double) after[i] - before[i];
    }
    return difference;
  }

  /** Negated, so that NaN is not close to anything. */
  private static void close(String what, double result, double reference, double allowed) {
    if (!(Math.abs(result - reference) <= allowed)) {
      throw Expect.failed(Mismatch.numbers(what, reference, result, allowed));
    }
  }

  @Override
  public void close() {
    actual.close();
    expected.close();
  }
}
