package org.epnas.training.inheritance;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Precision;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.weights.WeightInitializer;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;

/** Small networks on 2x6x6 images of three classes, and what they compute. */
final class Networks {
  static final TensorShape INPUT = new TensorShape(2, 6, 6);
  static final int CLASSES = 3;
  private static final int IMAGES = 5;

  private Networks() {}

  /** Starts with a stem of so many channels. */
  static ArchitectureBuilder stem(int channels) {
    ArchitectureBuilder builder = new ArchitectureBuilder(INPUT, CLASSES);
    builder.add("stem", conv(channels, 3), Architecture.INPUT);
    return builder;
  }

  /** Ends with global pooling and the classifier. */
  static Architecture classified(ArchitectureBuilder builder) {
    builder.add("pool", new Operation.GlobalPooling(), builder.last());
    builder.add("classifier", new Operation.Dense(CLASSES), "pool");
    return builder.build();
  }

  static Operation conv(int channels, int kernel) {
    return new Operation.Convolution(channels, kernel, 1, 1, 1, Activation.RELU);
  }

  static Operation linear(int channels, int kernel) {
    return new Operation.Convolution(channels, kernel, 1, 1, 1, Activation.NONE);
  }

  static Operation depthwise(int kernel) {
    return new Operation.DepthwiseConvolution(kernel, 1, 1, Activation.RELU);
  }

  static Operation separable(int channels, int kernel) {
    return new Operation.SeparableConvolution(channels, kernel, 1, 1, Activation.RELU);
  }

  static Operation add() {
    return new Operation.Add(Activation.RELU);
  }

  /** Weights as after some training: batch normalisation is far from the identity. */
  static Weights trained(Program program) {
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : program.parameters()) {
      RandomGenerator random =
          RandomStream.of(9, Purpose.INITIALISATION, parameter.name().hashCode(), 1);
      double deviation = 1 / Math.sqrt(parameter.fanIn());
      float[] values = new float[parameter.elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            (float)
                switch (parameter.role()) {
                  case CONVOLUTION_WEIGHT, DENSE_WEIGHT -> deviation * random.nextGaussian();
                  case BIAS, SHIFT, RUNNING_MEAN -> 0.3 * random.nextGaussian();
                  case SCALE, RUNNING_VARIANCE -> 0.5 + random.nextDouble();
                };
      }
      tensors.put(parameter.name(), new NamedTensor(parameter.shape(), values));
    }
    return new Weights(tensors);
  }

  /** Minus the logarithm of every class's probability for a few random images, in evaluation. */
  static double[] outputs(Program program, Weights weights) {
    float[] images = images();
    int elements = (int) INPUT.elements();
    try (Executable executable = executable(program)) {
      executable.load(weights);
      return IntStream.range(0, IMAGES * CLASSES)
          .mapToDouble(i -> {
            int image = i / CLASSES;
            float[] pixels = Arrays.copyOfRange(images, image * elements, (image + 1) * elements);
            return executable.evaluate(new Batch(pixels, new int[] {i % CLASSES}, 1)).loss();
          })
          .toArray();
    }
  }

  static Executable executable(Program program) {
    return new ReferenceBackend()
        .compile(
            program,
            new CompileOptions(ReferenceBackend.DEVICE, IMAGES, Precision.FP32, 1, true, false, 1));
  }

  /** Five random images. */
  static Batch batch() {
    return new Batch(images(), new int[] {0, 1, 2, 0, 1}, IMAGES);
  }

  private static float[] images() {
    float[] images = new float[IMAGES * (int) INPUT.elements()];
    RandomGenerator random = RandomStream.of(4, Purpose.AUGMENTATION, 0, 0);
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    return images;
  }

  static WeightInheritance inheritance() {
    return new WeightInheritance(new WeightInitializer(3));
  }
}
