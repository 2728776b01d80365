package org.epnas.training.weights;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.training.weights.Weights.NamedTensor;

/**
 * Fresh parameters, as their {@link Parameter.Role} says: convolutions from N(0, 2 / fan-in) (He et
 * al. 2015, arXiv 1502.01852, eq. 10), dense weights from N(0, 1 / fan-in), batch normalisation as
 * the identity.
 *
 * <p>The random numbers of a parameter depend on the seed and its name alone: networks that share a
 * layer start it alike, whatever else they contain.
 *
 * @param seed of the run
 */
public record WeightInitializer(long seed) {

  /** All parameters of a program, in its order. */
  public Weights initial(Program program) {
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : program.parameters()) {
      tensors.put(parameter.name(), initial(parameter));
    }
    return new Weights(tensors);
  }

  /** One parameter. */
  public NamedTensor initial(Parameter parameter) {
    float[] values = new float[parameter.elements()];
    switch (parameter.role()) {
      case CONVOLUTION_WEIGHT -> gaussian(values, parameter, Math.sqrt(2.0 / parameter.fanIn()));
      case DENSE_WEIGHT -> gaussian(values, parameter, Math.sqrt(1.0 / parameter.fanIn()));
      case SCALE, RUNNING_VARIANCE -> Arrays.fill(values, 1);
      case BIAS, SHIFT, RUNNING_MEAN -> {
        // Zero already.
      }
    }
    return new NamedTensor(parameter.shape(), values);
  }

  /** The random numbers of a name. */
  public RandomGenerator stream(String name) {
    return RandomStream.of(seed, Purpose.INITIALISATION, hash(name), 0);
  }

  private void gaussian(float[] values, Parameter parameter, double deviation) {
    RandomGenerator random = stream(parameter.name());
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
  }

  /** FNV-1a, 64 bits: {@link String#hashCode} collides too easily on short, similar names. */
  private static long hash(String name) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }
}
