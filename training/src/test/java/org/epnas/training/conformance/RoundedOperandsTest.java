package org.epnas.training.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.stream.Stream;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.network.NetworkCase;
import org.epnas.training.conformance.network.OpCases;
import org.epnas.training.conformance.network.StructureCases;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;
import org.junit.jupiter.api.Test;

/**
 * Why the tolerance of bf16 is as wide as it is: the reference backend, which computes in fp32, is
 * that far from itself when it is given images and weights of 8 significant bits.
 */
class RoundedOperandsTest {
  @Test
  void roundingTheOperandsAloneTakesMostOfTheTolerance() {
    double worst =
        Stream.concat(OpCases.all(), StructureCases.all())
            .mapToDouble(RoundedOperandsTest::relativeError)
            .max()
            .orElseThrow();

    assertThat(worst)
        .isBetween(Tolerance.BF16.relative(), Tolerance.BF16_ROUNDED_OPERANDS.relative());
  }

  /** Largest over the tensors, beyond what the tolerance allows absolutely. */
  private static double relativeError(NetworkCase network) {
    Weights rounded = rounded(network.weights());
    Weights exactly = trained(network, network.weights(), network.batch());
    Weights roughly = trained(network, rounded, rounded(network.batch()));
    return exactly.tensors().keySet().stream()
        .mapToDouble(name ->
            relativeError(change(exactly, network.weights(), name), change(roughly, rounded, name)))
        .max()
        .orElseThrow();
  }

  private static double relativeError(double[] exact, double[] rough) {
    double largest = 0;
    double error = 0;
    for (int i = 0; i < exact.length; i++) {
      largest = Math.max(largest, Math.abs(exact[i]));
      error = Math.max(error, Math.abs(exact[i] - rough[i]));
    }
    return error <= Tolerance.BF16.absolute() ? 0 : (error - Tolerance.BF16.absolute()) / largest;
  }

  /** After one step that makes the gradient the change of the weights. */
  private static Weights trained(NetworkCase network, Weights weights, Batch batch) {
    CompileOptions options =
        new CompileOptions(
            ReferenceBackend.DEVICE, batch.size(), Precision.FP32, 1, true, false, 42);
    try (Executable executable = new ReferenceBackend().compile(network.program(), options)) {
      executable.load(weights);
      executable.train(batch, new StepOptions(1, 0, 0, 0), 3);
      return executable.weights();
    }
  }

  private static double[] change(Weights after, Weights before, String name) {
    float[] to = after.tensors().get(name).values();
    float[] from = before.tensors().get(name).values();
    double[] change = new double[to.length];
    for (int i = 0; i < to.length; i++) {
      change[i] = (double) to[i] - from[i];
    }
    return change;
  }

  /** Statistics and what belongs to normalisation stay in fp32. */
  private static Weights rounded(Weights weights) {
    LinkedHashMap<String, NamedTensor> all = new LinkedHashMap<>(weights.tensors());
    all.replaceAll((name, tensor) ->
        name.endsWith("/weight")
            ? new NamedTensor(tensor.shape(), rounded(tensor.values()))
            : tensor);
    return new Weights(all);
  }

  private static Batch rounded(Batch batch) {
    return new Batch(rounded(batch.images()), batch.labels(), batch.size());
  }

  private static float[] rounded(float[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int bits = Float.floatToRawIntBits(values[i]);
      // To the nearest, halves to even.
      int up = 0x7FFF + (bits >>> 16 & 1);
      result[i] = Float.intBitsToFloat(bits + up & 0xFFFF0000);
    }
    return result;
  }
}
