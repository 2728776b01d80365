package org.epnas.nativecpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.StopSignal;
import org.epnas.nativecpu.memory.NativeMemory;
import org.epnas.training.backend.BackendDevice;
import org.epnas.training.backend.Backends;
import org.epnas.training.backend.Precision;
import org.epnas.training.data.DataSet;
import org.epnas.training.data.TrainingData;
import org.epnas.training.model.Classification;
import org.epnas.training.model.Model;
import org.epnas.training.pipeline.Augmentation;
import org.epnas.training.trainer.EpochListener;
import org.epnas.training.trainer.ExecutionSettings;
import org.epnas.training.trainer.FinalResult;
import org.epnas.training.trainer.FinalSettings;
import org.epnas.training.trainer.FinalTraining;
import org.epnas.training.trainer.TrainingBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One model file on two backends. */
class OneDnnModelTest {
  private static final TensorShape SHAPE = new TensorShape(3, 8, 8);
  private static final TrainingData DATA = new TrainingData(images(360, 1), images(75, 2));

  @Test
  void theSameFileGivesTheSameClassesOnBothBackends(@TempDir Path folder) throws IOException {
    Backends backends = Backends.load();
    BackendDevice best = backends.best();
    assertThat(best.device().id()).isEqualTo("cpu");
    FinalTraining training = training(best);
    FinalResult result =
        training.run(
            network(),
            new TrainingBudget.Epochs(3),
            Optional.empty(),
            EpochListener.NONE,
            StopSignal.NEVER);
    Path file = folder.resolve("model.safetensors");
    training.model(network(), result).save(file);
    long before = NativeMemory.bytesInUse();

    try (Model model = Model.load(file);
        Model reference = model.on(backends.device("reference"))) {
      List<Classification> found = model.classify(DATA.test());

      assertThat(model.device().device().id()).isEqualTo("cpu");
      assertThat(labels(found)).isEqualTo(labels(reference.classify(DATA.test())));
      assertThat(accuracy(found)).isEqualTo(result.test().accuracy()).isGreaterThan(0.9);
      assertThat(NativeMemory.bytesInUse()).isGreaterThan(before);
    }
    assertThat(NativeMemory.bytesInUse()).isEqualTo(before);
  }

  private static FinalTraining training(BackendDevice on) {
    return new FinalTraining(
        on.backend(),
        new ExecutionSettings(on.device(), Precision.FP32, 1, ExecutionMode.REPRODUCIBLE, 5),
        FinalSettings.defaults()
            .withBatchSize(20)
            .withAugmentation((image, images, epochs) -> Augmentation.FLIP),
        DATA);
  }

  private static Architecture network() {
    ArchitectureBuilder builder = new ArchitectureBuilder(SHAPE, 3);
    builder.add(
        "stem", new Operation.Convolution(8, 3, 1, 1, 1, Activation.RELU), Architecture.INPUT);
    builder.add("pool", new Operation.GlobalPooling(), "stem");
    builder.add("classifier", new Operation.Dense(3), "pool");
    return builder.build();
  }

  /** Noise of 0 to 119; one of the three channels is brighter by 60. */
  private static DataSet images(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[count * 3 * 64];
    int[] labels = IntStream.range(0, count).map(image -> image % 3).toArray();
    for (int i = 0; i < pixels.length; i++) {
      boolean bright = i / 64 % 3 == labels[i / (3 * 64)];
      pixels[i] = (byte) (random.nextInt(120) + (bright ? 60 : 0));
    }
    return new DataSet("colours", SHAPE, List.of("red", "green", "blue"), pixels, labels);
  }

  private static List<String> labels(List<Classification> found) {
    return found.stream().map(classification -> classification.best().name()).toList();
  }

  private static double accuracy(List<Classification> found) {
    long correct =
        IntStream.range(0, found.size())
            .filter(image -> found.get(image).best().label() == DATA.test().labels()[image])
            .count();
    return (double) correct / found.size();
  }
}
