package org.epnas.nativecuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.epnas.nativecuda.runtime.DeviceMemory;
import org.epnas.nativecuda.simulated.OnSimulatedDevice;
import org.epnas.nativecuda.simulated.SimulatedDevice;
import org.epnas.nativecuda.simulated.ThreadOrder;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.network.NetworkCase;
import org.epnas.training.conformance.network.StructureCases;
import org.epnas.training.weights.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Beyond the contract: memory, several candidates at once, the order in which threads run. */
@OnSimulatedDevice
class CudaExecutableTest {
  private static final StepOptions STEP = new StepOptions(0.1, 0.9, 1e-4, 0.1);
  private static final NetworkCase NETWORK = StructureCases.mixed();

  private final CudaBackend backend = SimulatedBackend.create();

  @Test
  void twentyCandidatesLeaveNoMemoryBehind() {
    train(Precision.FP32, false);
    long before = SimulatedDevice.get().liveBytes();
    long counted = DeviceMemory.bytesInUse();
    for (int candidate = 0; candidate < 20; candidate++) {
      train(candidate % 2 == 0 ? Precision.FP32 : Precision.BF16, candidate % 5 == 0);
    }
    assertThat(SimulatedDevice.get().liveBytes()).isEqualTo(before);
    assertThat(DeviceMemory.bytesInUse()).isEqualTo(counted);
  }

  @Test
  void candidatesOnStreamsOfTheirOwnDoNotDisturbEachOther() throws Exception {
    Weights alone = train(Precision.FP32, false);
    List<FutureTask<Weights>> workers =
        Stream.generate(() -> new FutureTask<>(() -> train(Precision.FP32, false)))
            .limit(3)
            .toList();
    workers.forEach(worker -> new Thread(worker).start());
    for (FutureTask<Weights> worker : workers) {
      assertSameBits(worker.get(), alone);
    }
  }

  /** With a buffer of its own for every tensor, so that every access is checked. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void theOrderOfThreadsDoesNotMatter(Precision precision) {
    SimulatedDevice device = SimulatedDevice.get();
    Weights ascending = train(precision, true);
    try {
      device.order(ThreadOrder.DESCENDING, 0);
      assertSameBits(train(precision, true), ascending);
      device.order(ThreadOrder.SHUFFLED, 17);
      assertSameBits(train(precision, true), ascending);
    } finally {
      device.order(ThreadOrder.ASCENDING, 0);
    }
  }

  @Test
  void runningOutOfMemorySaysWhatWasTriedAndWhatMayHelp() {
    int batchSize = 60_000;
    assertThatThrownBy(
            () -> backend.compile(NETWORK.program(), options(batchSize, Precision.FP32, false)))
        .isInstanceOf(BackendException.OutOfMemory.class)
        .hasMessageContainingAll("(3x10x10)", "(60000)", "simulated", "smaller batch");
  }

  /** Three steps: queued one by one, recorded, repeated. */
  private Weights train(Precision precision, boolean checked) {
    try (Executable executable =
        backend.compile(NETWORK.program(), options(NETWORK.batch().size(), precision, checked))) {
      executable.load(NETWORK.weights());
      for (int step = 0; step < 3; step++) {
        executable.train(NETWORK.batch(), STEP, step);
      }
      return executable.weights();
    }
  }

  private CompileOptions options(int batchSize, Precision precision, boolean checked) {
    return new CompileOptions(
        backend.devices().getFirst(), batchSize, precision, 1, true, checked, 5);
  }

  private static void assertSameBits(Weights actual, Weights expected) {
    expected
        .tensors()
        .forEach((name, tensor) ->
            assertThat(Arrays.equals(actual.tensors().get(name).values(), tensor.values()))
                .as(name)
                .isTrue());
  }
}
