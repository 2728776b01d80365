package org.epnas.training.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.weights.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The numbers of a backend are the reference backend's. */
abstract class NumericalContract extends ContractFixture {
  static Stream<NetworkCase> convolutions() {
    return ConvolutionCases.of(3);
  }

  static Stream<NetworkCase> ops() {
    return OpCases.all();
  }

  static Stream<NetworkCase> structures() {
    return StructureCases.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"convolutions", "ops", "structures"})
  void agreesWithTheReferenceForwardAndBackward(NetworkCase network) {
    try (Executable actual = load(network);
        Executable expected = loadReference(network)) {
      assertClose(network, actual.evaluate(network.batch()), expected.evaluate(network.batch()));
      assertClose(
          network,
          actual.train(network.batch(), GRADIENT, 3),
          expected.train(network.batch(), GRADIENT, 3));
      assertChangesClose(network, actual.weights(), expected.weights());
    } catch (RuntimeException e) {
      throw new AssertionError(network.name(), e);
    }
  }

  @Test
  void smoothsLabels() {
    NetworkCase network = StructureCases.mixed();
    StepOptions smoothed = new StepOptions(1, 0, 0, 0.3);
    try (Executable actual = load(network);
        Executable expected = loadReference(network)) {
      assertClose(
          network,
          actual.train(network.batch(), smoothed, 3),
          expected.train(network.batch(), smoothed, 3));
      assertChangesClose(network, actual.weights(), expected.weights());
    }
  }

  @Test
  void decaysWeightsAndGathersNesterovMomentumOverThreeSteps() {
    NetworkCase network = StructureCases.mixed();
    StepOptions options = new StepOptions(0.1, 0.9, 0.05, 0);
    try (Executable actual = load(network);
        Executable expected = loadReference(network)) {
      for (int step = 0; step < 3; step++) {
        assertClose(
            network,
            actual.train(network.batch(), options, step),
            expected.train(network.batch(), options, step));
      }
      assertChangesClose(network, actual.weights(), expected.weights());
    }
  }

  @Test
  void tenStepsGiveTheSameLossCurve() {
    NetworkCase network = StructureCases.mixed();
    StepOptions options = new StepOptions(0.02, 0.9, 1e-4, 0.1);
    try (Executable actual = load(network);
        Executable expected = loadReference(network)) {
      for (int step = 0; step < 10; step++) {
        Batch batch = RandomInputs.batch(network.program(), network.batch().size(), step);
        assertClose(
            network, actual.train(batch, options, step), expected.train(batch, options, step));
      }
      assertClose(network, actual.evaluate(network.batch()), expected.evaluate(network.batch()));
    }
  }

  @Test
  void anotherStepDropsOtherValues() {
    ProgramBuilder net = new ProgramBuilder(3, 8, 8);
    net.dense(net.dropout(net.convolution(ProgramBuilder.IMAGE, 16, 3), 0.5), 5);
    NetworkCase network = NetworkCase.of("dropout", net, 4);
    StepOptions still = new StepOptions(0, 0, 0, 0);
    try (Executable executable = load(network)) {
      double first = executable.train(network.batch(), still, 1).loss();

      assertThat(executable.train(network.batch(), still, 2).loss()).isNotEqualTo(first);
      assertThat(executable.train(network.batch(), still, 1).loss()).isEqualTo(first);
    }
  }

  @Test
  void evaluatesASmallerBatchThanCompiledForAndReadsNothingAfterIt() {
    NetworkCase network = StructureCases.mixed();
    int size = 5;
    int values = Math.toIntExact(size * network.program().input().elements());
    float[] images = network.batch().images().clone();
    Arrays.fill(images, values, images.length, Float.NaN);
    int[] labels = network.batch().labels().clone();
    Arrays.fill(labels, size, labels.length, -1);
    Batch small = new Batch(images, labels, size);
    try (Executable actual = load(network);
        Executable expected = loadReference(network)) {
      actual.evaluate(network.batch());

      assertClose(network, actual.evaluate(small), expected.evaluate(small));
    }
  }

  @Test
  void aRepeatGivesTheSameBits() {
    NetworkCase network = StructureCases.mixed();
    StepOptions options = new StepOptions(0.1, 0.9, 1e-4, 0.1);
    try (Executable first = load(network);
        Executable second = load(network)) {
      for (int step = 0; step < 3; step++) {
        assertThat(first.train(network.batch(), options, step))
            .isEqualTo(second.train(network.batch(), options, step));
      }
      assertThat(first.evaluate(network.batch())).isEqualTo(second.evaluate(network.batch()));
      assertSameBits(first.weights(), second.weights());
    }
  }

  @Test
  void loadingClearsTheMomentum() {
    NetworkCase network = StructureCases.mixed();
    StepOptions options = new StepOptions(0.1, 0.9, 1e-4, 0);
    try (Executable fresh = load(network);
        Executable used = load(network)) {
      used.train(network.batch(), options, 0);
      used.load(network.weights());

      fresh.train(network.batch(), options, 1);
      used.train(network.batch(), options, 1);

      Weights expected = fresh.weights();
      assertSameBits(used.weights(), expected);
    }
  }
}
