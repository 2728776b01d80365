package org.epnas.training.conformance;

import java.util.Arrays;
import java.util.stream.Stream;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.conformance.network.ConvolutionCases;
import org.epnas.training.conformance.network.NetworkCase;
import org.epnas.training.conformance.network.OpCases;
import org.epnas.training.conformance.network.ProgramBuilder;
import org.epnas.training.conformance.network.RandomInputs;
import org.epnas.training.conformance.network.StructureCases;

/** The numbers of a backend are the reference backend's. */
final class NumericalChecks {
  /** Makes the gradient the change of the weights. */
  private static final StepOptions GRADIENT = new StepOptions(1, 0, 0, 0);

  private static final StepOptions MOMENTUM = new StepOptions(0.1, 0.9, 1e-4, 0.1);

  private NumericalChecks() {}

  /** Forward and backward of every op at many shapes, and of many graphs. */
  static Stream<Check> ops() {
    return Stream.of(ConvolutionCases.of(3), OpCases.all(), StructureCases.all())
        .flatMap(cases -> cases)
        .map(network -> new Check(network.name(), subject -> agree(subject, network)));
  }

  private static void agree(Subject subject, NetworkCase network) {
    try (ReferenceComparison comparison = new ReferenceComparison(subject, network)) {
      comparison.evaluate(network.batch());
      comparison.train(network.batch(), GRADIENT, 3);
      comparison.compareChanges();
    }
  }

  /** What the loss and the optimiser do over one step or several. */
  static Stream<Check> steps() {
    return Stream.of(
        new Check("smooths labels", NumericalChecks::smooths),
        new Check(
            "decays weights and gathers Nesterov momentum over three steps",
            NumericalChecks::gathersMomentum),
        new Check("ten steps give the same loss curve", NumericalChecks::tenSteps),
        new Check(
            "evaluates a smaller batch than compiled for and reads nothing after it",
            NumericalChecks::smallerBatch));
  }

  /** What holds to the bit where sums keep one order. */
  static Stream<Check> repeats() {
    return Stream.of(
        new Check("another step drops other values", NumericalChecks::dropsOtherValues),
        new Check("a repeat gives the same bits", NumericalChecks::repeats),
        new Check("loading clears the momentum", NumericalChecks::clearsMomentum));
  }

  private static void smooths(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    try (ReferenceComparison comparison = new ReferenceComparison(subject, network)) {
      comparison.train(network.batch(), new StepOptions(1, 0, 0, 0.3), 3);
      comparison.compareChanges();
    }
  }

  private static void gathersMomentum(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    StepOptions options = new StepOptions(0.1, 0.9, 0.05, 0);
    try (ReferenceComparison comparison = new ReferenceComparison(subject, network)) {
      for (int step = 0; step < 3; step++) {
        comparison.train(network.batch(), options, step);
      }
      comparison.compareChanges();
    }
  }

  private static void tenSteps(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    StepOptions options = new StepOptions(0.02, 0.9, 1e-4, 0.1);
    try (ReferenceComparison comparison = new ReferenceComparison(subject, network)) {
      for (int step = 0; step < 10; step++) {
        Batch batch = RandomInputs.batch(network.program(), network.batch().size(), step);
        comparison.train(batch, options, step);
      }
      comparison.evaluate(network.batch());
    }
  }

  private static void dropsOtherValues(Subject subject) {
    ProgramBuilder net = new ProgramBuilder(3, 8, 8);
    net.dense(net.dropout(net.convolution(ProgramBuilder.IMAGE, 16, 3), 0.5), 5);
    NetworkCase network = NetworkCase.of("dropout", net, 4);
    StepOptions still = new StepOptions(0, 0, 0, 0);
    try (Executable executable = subject.load(network)) {
      double first = executable.train(network.batch(), still, 1).loss();
      double second = executable.train(network.batch(), still, 2).loss();

      Expect.holds("loss of step 2", second != first, "another than of step 1", second);
      Expect.equal(
          "loss of step 1 again", executable.train(network.batch(), still, 1).loss(), first);
    }
  }

  private static void smallerBatch(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    int size = 5;
    int values = Math.toIntExact(size * network.program().input().elements());
    float[] images = network.batch().images().clone();
    Arrays.fill(images, values, images.length, Float.NaN);
    int[] labels = network.batch().labels().clone();
    Arrays.fill(labels, size, labels.length, -1);
    try (ReferenceComparison comparison = new ReferenceComparison(subject, network)) {
      comparison.evaluate(network.batch());
      comparison.evaluate(new Batch(images, labels, size));
    }
  }

  private static void repeats(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    try (Executable first = subject.load(network);
        Executable second = subject.load(network)) {
      for (int step = 0; step < 3; step++) {
        BatchResult result = first.train(network.batch(), MOMENTUM, step);
        Expect.equal(
            "step " + step + " again", second.train(network.batch(), MOMENTUM, step), result);
      }
      Expect.equal(
          "evaluation again", second.evaluate(network.batch()), first.evaluate(network.batch()));
      Expect.sameBits(second.weights(), first.weights());
    }
  }

  private static void clearsMomentum(Subject subject) {
    NetworkCase network = StructureCases.mixed();
    StepOptions options = new StepOptions(0.1, 0.9, 1e-4, 0);
    try (Executable fresh = subject.load(network);
        Executable used = subject.load(network)) {
      used.train(network.batch(), options, 0);
      used.load(network.weights());

      fresh.train(network.batch(), options, 1);
      used.train(network.batch(), options, 1);

      Expect.sameBits(used.weights(), fresh.weights());
    }
  }
}
