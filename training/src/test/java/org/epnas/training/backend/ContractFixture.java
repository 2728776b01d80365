package org.epnas.training.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.weights.Weights;

/**
 * What a subclass of {@link BackendContract} says about its backend, and how results are compared.
 */
abstract class ContractFixture {
  /** Makes the gradient the change of the weights. */
  static final StepOptions GRADIENT = new StepOptions(1, 0, 0, 0);

  private static final long SEED = 42;

  /** The backend under test. */
  protected abstract Backend backend();

  /** The device under test. */
  protected Device device() {
    return backend().devices().getFirst();
  }

  protected Precision precision() {
    return Precision.FP32;
  }

  protected int threads() {
    return Math.min(2, device().threads());
  }

  protected Tolerance tolerance() {
    return Tolerance.of(precision());
  }

  /** Bytes that the backend's library has allocated in this process, where it can tell. */
  protected OptionalLong allocatedBytes() {
    return OptionalLong.empty();
  }

  /**
   * A batch size at which ResNet-20 cannot fit the device, where the backend can tell at once. An
   * image takes about 1.5 MB.
   */
  protected OptionalInt hopelessBatchSize() {
    return OptionalInt.empty();
  }

  final CompileOptions options(int batchSize) {
    return new CompileOptions(device(), batchSize, precision(), threads(), true, false, SEED);
  }

  final Executable compile(Program program, int batchSize) {
    return backend().compile(program, options(batchSize));
  }

  /** Compiled for the case's batch, with its weights. */
  final Executable load(NetworkCase network) {
    return load(network, compile(network.program(), network.batch().size()));
  }

  static Executable loadReference(NetworkCase network) {
    int batchSize = network.batch().size();
    CompileOptions options =
        new CompileOptions(
            ReferenceBackend.DEVICE, batchSize, Precision.FP32, 1, true, false, SEED);
    return load(network, new ReferenceBackend().compile(network.program(), options));
  }

  private static Executable load(NetworkCase network, Executable executable) {
    executable.load(network.weights());
    return executable;
  }

  final void assertClose(NetworkCase network, BatchResult actual, BatchResult expected) {
    double allowed = tolerance().allowed(Math.abs(expected.loss()));
    assertThat(actual.loss()).as("%s: loss", network).isCloseTo(expected.loss(), within(allowed));
    assertThat(actual.correct())
        .as("%s: correct predictions", network)
        .isCloseTo(expected.correct(), within(tolerance().predictions()));
  }

  /** Compares what training has changed, tensor by tensor. */
  final void assertChangesClose(NetworkCase network, Weights actual, Weights expected) {
    Weights before = network.weights();
    assertThat(actual.tensors().keySet()).containsExactlyElementsOf(before.tensors().keySet());
    before
        .tensors()
        .forEach((name, tensor) ->
            assertClose(
                network + ": change of " + name,
                difference(actual.tensors().get(name).values(), tensor.values()),
                difference(expected.tensors().get(name).values(), tensor.values())));
  }

  private void assertClose(String what, double[] actual, double[] expected) {
    double largest = 0;
    int worst = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      // Negated, so that NaN counts as the worst.
      worst = !(error(actual, expected, i) <= error(actual, expected, worst)) ? i : worst;
    }
    assertThat(actual[worst])
        .as("%s at index %d, the largest being %g", what, worst, largest)
        .isCloseTo(expected[worst], within(tolerance().allowed(largest)));
  }

  private static double error(double[] actual, double[] expected, int index) {
    return Math.abs(actual[index] - expected[index]);
  }

  private static double[] difference(float[] after, float[] before) {
    double[] difference = new double[after.length];
    for (int i = 0; i < after.length; i++) {
      difference[i] = (double) after[i] - before[i];
    }
    return difference;
  }

  static void assertSameBits(Weights actual, Weights expected) {
    assertThat(actual.tensors().sequencedKeySet())
        .containsExactlyElementsOf(expected.tensors().sequencedKeySet());
    expected
        .tensors()
        .forEach((name, tensor) -> {
          assertThat(actual.tensors().get(name).shape()).as(name).isEqualTo(tensor.shape());
          assertThat(actual.tensors().get(name).values()).as(name).isEqualTo(tensor.values());
        });
  }
}
