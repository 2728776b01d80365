package org.epnas.training.conformance.network;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;

/** Seeded weights and images with values of the size that training meets. */
public final class RandomInputs {
  private RandomInputs() {}

  /** Convolution and dense weights as initialised, all else off its neutral value, too. */
  public static Weights weights(Program program, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : program.parameters()) {
      tensors.put(parameter.name(), new NamedTensor(parameter.shape(), draw(parameter, random)));
    }
    return new Weights(tensors);
  }

  private static float[] draw(Parameter parameter, SplittableRandom random) {
    float[] values = new float[parameter.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          (float)
              switch (parameter.role()) {
                case CONVOLUTION_WEIGHT ->
                    random.nextGaussian() * Math.sqrt(2.0 / parameter.fanIn());
                case DENSE_WEIGHT -> random.nextGaussian() / Math.sqrt(parameter.fanIn());
                case BIAS, SHIFT, RUNNING_MEAN -> random.nextDouble(-0.3, 0.3);
                case SCALE, RUNNING_VARIANCE -> random.nextDouble(0.6, 1.4);
              };
    }
    return values;
  }

  /** Standard normal pixels and uniform labels. */
  public static Batch batch(Program program, int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] images = new float[Math.toIntExact(size * program.input().elements())];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    int[] labels = random.ints(size, 0, program.classes()).toArray();
    return new Batch(images, labels, size);
  }
}
