package org.epnas.nativecuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.SplittableRandom;
import org.epnas.kernel.program.Program;
import org.epnas.nativecuda.simulated.Counters;
import org.epnas.nativecuda.simulated.OnSimulatedDevice;
import org.epnas.nativecuda.simulated.SimulatedDevice;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.Precision;
import org.epnas.training.backend.ResidentExecutable;
import org.epnas.training.conformance.network.RandomInputs;
import org.epnas.training.conformance.network.ResNet;
import org.epnas.training.data.DataSet;
import org.epnas.training.data.Subset;
import org.epnas.training.pipeline.Augmentation;
import org.epnas.training.pipeline.BatchSource;
import org.epnas.training.pipeline.Normalisation;
import org.junit.jupiter.api.Test;

/** What the host does in a training step of ResNet-20 once it is warm. */
@OnSimulatedDevice
class StepCountTest {
  private static final StepOptions STEP = new StepOptions(0.05, 0.9, 1e-4, 0);
  private static final int BATCH = 2;

  @Test
  void fourStepsAreFourGraphReplaysAndOneWait() {
    Program program = Program.of(ResNet.build(3));
    Subset images = Subset.all(data(program));
    CudaBackend backend = SimulatedBackend.create();
    CompileOptions options =
        new CompileOptions(backend.devices().getFirst(), BATCH, Precision.FP32, 1, true, false, 0);
    try (ResidentExecutable executable = (ResidentExecutable) backend.compile(program, options);
        BatchSource batches =
            BatchSource.training(
                images, Normalisation.of(images), Augmentation.FLIP, BATCH, 0, 0)) {
      executable.load(RandomInputs.weights(program, 1));
      train(executable, batches, 4, 0);
      SimulatedDevice.get().clearCounters();
      train(executable, batches, 4, 4);
      Counters counters = SimulatedDevice.get().counters();
      System.getLogger(StepCountTest.class.getName())
          .log(System.Logger.Level.INFO, "four steps of ResNet-20: {0}", counters);

      assertThat(counters.graphReplays()).isEqualTo(4);
      assertThat(counters.launches()).isEqualTo(4);
      assertThat(counters.bytesAllocated()).isZero();
      // For the whole call: the order of the images and a row per step; the totals at the end.
      assertThat(counters.synchronisations()).isEqualTo(1);
      assertThat(counters.hostToDevice()).isEqualTo(2);
      assertThat(counters.deviceToHost()).isEqualTo(1);
      assertThat(counters.hostToDeviceBytes()).isEqualTo((8 + BATCH - 1) * 4 + 4 * 40);
      assertThat(counters.deviceToHostBytes()).isEqualTo(16);
    }
  }

  private static void train(
      ResidentExecutable executable, BatchSource batches, int steps, long first) {
    executable.train(
        batches.nextForDevice(steps), Collections.nCopies(steps, STEP), first, () -> true);
  }

  /** Eight images: an epoch of four batches. */
  private static DataSet data(Program program) {
    SplittableRandom random = new SplittableRandom(2);
    byte[] pixels = new byte[8 * Math.toIntExact(program.input().elements())];
    random.nextBytes(pixels);
    return new DataSet("made", program.input(), 10, pixels, random.ints(8, 0, 10).toArray());
  }
}
