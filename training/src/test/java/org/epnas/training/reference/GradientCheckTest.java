package org.epnas.training.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.network.ConvolutionCases;
import org.epnas.training.conformance.network.NetworkCase;
import org.epnas.training.conformance.network.OpCases;
import org.epnas.training.conformance.network.StructureCases;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The backward pass against central differences of the loss. Activations are fp32, so a single
 * weight's influence drowns in rounding: each parameter is moved as a whole, in the direction of
 * its gradient plus a random one, and the slope of the loss must be gradient * direction.
 */
final class GradientCheckTest {
  private static final StepOptions STILL = new StepOptions(0, 0, 0, 0.1);
  private static final StepOptions GRADIENT = new StepOptions(1, 0, 0, 0.1);

  /** Moves the loss by some 1e-3, far above its rounding and too little to meet many corners. */
  private static final double EPSILON = 2e-3;

  static Stream<NetworkCase> networks() {
    return Stream.of(ConvolutionCases.of(1), OpCases.differentiable(), StructureCases.all())
        .flatMap(cases -> cases);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void theSlopeOfTheLossIsTheGradient(NetworkCase network) {
    CompileOptions options =
        new CompileOptions(
            ReferenceBackend.DEVICE, network.batch().size(), Precision.FP32, 1, true, true, 7);
    try (Executable executable = new ReferenceBackend().compile(network.program(), options)) {
      Weights gradients = gradients(executable, network);
      for (Parameter parameter : network.program().parameters()) {
        if (parameter.role().trainable()) {
          check(executable, network, gradients, parameter);
        }
      }
    }
  }

  private static Weights gradients(Executable executable, NetworkCase network) {
    executable.load(network.weights());
    executable.train(network.batch(), GRADIENT, 0);
    SequencedMap<String, NamedTensor> gradients = new LinkedHashMap<>();
    executable
        .weights()
        .tensors()
        .forEach((name, after) -> {
          float[] before = network.weights().tensors().get(name).values();
          float[] gradient = new float[before.length];
          for (int i = 0; i < before.length; i++) {
            gradient[i] = before[i] - after.values()[i];
          }
          gradients.put(name, new NamedTensor(after.shape(), gradient));
        });
    return new Weights(gradients);
  }

  private static void check(
      Executable executable, NetworkCase network, Weights gradients, Parameter parameter) {
    float[] gradient = gradients.tensors().get(parameter.name()).values();
    double[] direction = direction(gradient, parameter.name().hashCode());
    double expected = 0;
    for (int i = 0; i < gradient.length; i++) {
      expected += gradient[i] * direction[i];
    }

    double up = loss(executable, network, parameter, direction, EPSILON);
    double down = loss(executable, network, parameter, direction, -EPSILON);

    assertThat((up - down) / (2 * EPSILON))
        .as("%s: slope along %s", network, parameter.name())
        .isCloseTo(expected, within(2e-4 + tolerance(network.program()) * Math.abs(expected)));
  }

  /** More where the loss has corners: some values cross one on the way. */
  private static double tolerance(Program program) {
    boolean corners =
        program.ops().stream()
            .anyMatch(op ->
                op instanceof Op.MaxPool
                    || (op instanceof Op.Activate activate
                        && activate.activation() != Activation.SWISH));
    return corners ? 0.04 : 0.01;
  }

  /**
   * Of length 1: half along the gradient, so that the slope is not small by chance, half random.
   */
  private static double[] direction(float[] gradient, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] noise = random.doubles(gradient.length, -1, 1).toArray();
    double gradientLength = 1e-12;
    double noiseLength = 1e-12;
    for (int i = 0; i < gradient.length; i++) {
      gradientLength = Math.hypot(gradientLength, gradient[i]);
      noiseLength = Math.hypot(noiseLength, noise[i]);
    }
    double[] direction = new double[gradient.length];
    for (int i = 0; i < gradient.length; i++) {
      direction[i] = Math.sqrt(0.5) * (gradient[i] / gradientLength + noise[i] / noiseLength);
    }
    return direction;
  }

  private static double loss(
      Executable executable,
      NetworkCase network,
      Parameter parameter,
      double[] direction,
      double epsilon) {
    SequencedMap<String, NamedTensor> moved = new LinkedHashMap<>(network.weights().tensors());
    float[] values = moved.get(parameter.name()).values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (epsilon * direction[i]);
    }
    moved.replace(parameter.name(), new NamedTensor(parameter.shape(), values));
    executable.load(new Weights(moved));
    return executable.train(network.batch(), STILL, 0).loss();
  }
}
