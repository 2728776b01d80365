package org.epnas.training.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every backend promises, tested against the reference backend and through the public API
 * alone. The author of a backend extends this class and says which backend, device and precision it
 * is about.
 */
public abstract class BackendContract extends InputContract {
  @Test
  void listsItsDeviceWithThePrecision() {
    assertThat(backend().devices()).contains(device());
    assertThat(device().precisions()).contains(precision());
    assertThat(device().threads()).isPositive();
  }

  @Test
  void givesBackTheWeightsThatWereLoaded() {
    try (Executable executable = load(network)) {
      Weights exported = executable.weights();
      assertSameBits(exported, network.weights());

      executable.train(batch, STEP, 0);
      assertSameBits(exported, network.weights());
    }
  }

  @Test
  void carriesTrainedWeightsToAnotherExecutable() {
    try (Executable first = load(network);
        Executable second = compile(network.program(), batch.size())) {
      first.train(batch, STEP, 0);
      second.load(first.weights());

      assertSameBits(second.weights(), first.weights());
      assertThat(second.evaluate(batch)).isEqualTo(first.evaluate(batch));
    }
  }

  @Test
  void executablesDoNotDisturbEachOther() {
    NetworkCase other = NetworkCase.of("other", small(), 7);
    try (Executable alone = load(network);
        Executable first = load(network);
        Executable second = load(other)) {
      alone.train(batch, STEP, 0);
      alone.train(batch, STEP, 1);

      first.train(batch, STEP, 0);
      second.train(other.batch(), STEP, 0);
      first.train(batch, STEP, 1);

      assertSameBits(first.weights(), alone.weights());
    }
  }

  @Test
  void evaluationChangesNoWeights() {
    try (Executable executable = load(network)) {
      executable.evaluate(batch);

      assertSameBits(executable.weights(), network.weights());
    }
  }

  @Test
  void aDivergedStepGivesALossThatIsNotFiniteRatherThanAnError() {
    try (Executable executable = load(network)) {
      executable.load(poisoned("separable/pointwise/weight"));

      assertThat(Double.isFinite(executable.train(batch, STEP, 0).loss())).isFalse();
    }
  }

  @Test
  void checkedModeNamesTheOpThatGaveNaN() {
    CompileOptions options =
        new CompileOptions(device(), batch.size(), precision(), threads(), true, true, 0);
    try (Executable executable = backend().compile(network.program(), options)) {
      executable.load(network.weights());
      assertThat(executable.train(batch, STEP, 0).loss()).isFinite();

      executable.load(poisoned("separable/pointwise/weight"));
      assertThatThrownBy(() -> executable.train(batch, STEP, 1))
          .isInstanceOf(BackendException.class)
          .hasMessageContaining("separable")
          .hasMessageContaining("Convolution")
          .hasMessageContaining("8x10x10")
          .hasMessageContaining(device().id());
    }
  }

  @Test
  void compiledForOneImageItEvaluatesButDoesNotTrain() {
    Batch one = new Batch(batch.images(), batch.labels(), 1);
    try (Executable single = compile(network.program(), 1);
        Executable expected = loadReference(network)) {
      single.load(network.weights());

      assertClose(network, single.evaluate(one), expected.evaluate(one));
      assertThatThrownBy(() -> single.train(one, STEP, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("at least two");
    }
  }

  @Test
  void closingFreesEverythingAndEndsItsUse() {
    Executable executable = load(network);
    executable.train(batch, STEP, 0);
    assertThat(executable.memoryBytes()).isPositive();

    executable.close();
    executable.close();

    assertThat(executable.memoryBytes()).isZero();
    assertThatThrownBy(() -> executable.train(batch, STEP, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> executable.evaluate(batch)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(executable::weights).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> executable.load(network.weights()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void memoryOfTheProcessReturnsToWhereItWas() {
    Assumptions.assumeTrue(allocatedBytes().isPresent(), "the backend does not tell its memory");
    trainAndClose();
    long before = allocatedBytes().getAsLong();
    for (int child = 0; child < 10; child++) {
      trainAndClose();
    }
    assertThat(allocatedBytes()).hasValue(before);
  }

  @Test
  void aProgramThatFitsNoMemoryIsAPreciseError() {
    Assumptions.assumeTrue(hopelessBatchSize().isPresent(), "the backend does not know its limit");
    int batchSize = hopelessBatchSize().getAsInt();
    Program program = Program.of(TypicalNetworks.resNet20());

    assertThatThrownBy(() -> compile(program, batchSize))
        .isInstanceOf(BackendException.OutOfMemory.class)
        .hasMessageContaining("Maybe");
  }

  private void trainAndClose() {
    try (Executable executable = load(network)) {
      executable.train(batch, STEP, 0);
    }
  }

  private Weights poisoned(String parameter) {
    return changed(all -> {
      NamedTensor tensor = all.get(parameter);
      float[] values = tensor.values().clone();
      values[0] = Float.NaN;
      all.replace(parameter, new NamedTensor(tensor.shape(), values));
    });
  }

  private static ProgramBuilder small() {
    ProgramBuilder net = new ProgramBuilder(1, 5, 5);
    net.dense(net.batchNorm(net.convolution(ProgramBuilder.IMAGE, 17, 3)), 3);
    return net;
  }
}
