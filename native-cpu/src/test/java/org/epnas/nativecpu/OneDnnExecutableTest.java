package org.epnas.nativecpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.epnas.nativecpu.OneDnnExecutable.Implementation;
import org.epnas.nativecpu.memory.NativeMemory;
import org.epnas.nativecpu.norm.NormForward;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.onednn.OneDnnLibrary;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.network.NetworkCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the contract of backends does not say: memory, speed and threads of this one. */
final class OneDnnExecutableTest {
  private static final StepOptions STEP = new StepOptions(0.05, 0.9, 1e-4, 0.1);

  /**
   * The result record of a step, and the measurement itself. One boxed vector would be a hundred.
   */
  private static final long RESULT_BYTES = 128;

  private final OneDnnBackend backend = new OneDnnBackend();

  @Test
  @EnabledOnOs(OS.LINUX)
  void fiftyCandidatesLeaveNoMemoryBehind() throws IOException {
    candidates(10);
    System.gc();
    long bytes = NativeMemory.bytesInUse();
    int handles = OneDnn.openHandles();
    long resident = residentBytes();
    long heap = heapBytes();

    candidates(50);
    System.gc();

    assertThat(NativeMemory.bytesInUse()).isEqualTo(bytes);
    assertThat(OneDnn.openHandles()).isEqualTo(handles);
    // One candidate takes 10 MB: fifty would show. The Java heap may grow by some.
    assertThat(residentBytes() - resident).isLessThan(100L << 20);
    assertThat(heapBytes() - heap).isLessThan(10L << 20);
  }

  private static long heapBytes() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void candidates(int count) {
    for (int i = 0; i < count; i++) {
      NetworkCase network = TestNetworks.residual(8 + 8 * (i % 3), 64);
      try (OneDnnExecutable executable = compile(network, 1)) {
        executable.train(network.batch(), STEP, i);
      }
    }
  }

  private static long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }

  /** Its probes keep the compiler from holding vectors in registers. */
  static boolean coverageIsMeasured() {
    return Stream.of(NormForward.class.getDeclaredMethods())
        .anyMatch(method -> method.getName().startsWith("$jacoco"));
  }

  @Test
  @DisabledIf(
      value = "coverageIsMeasured",
      disabledReason = "JaCoCo's probes make vectors be boxed; ./build -Dquick test runs it")
  void aStepAllocatesNoJavaMemoryOnceItIsCompiled() {
    OneDnnBackend byImage =
        new OneDnnBackend(OneDnnLibrary.get(), OneDnnBackendSlicedTest.SINGLE_IMAGES);
    for (OneDnnBackend each : List.of(backend, byImage)) {
      assertAllocatesNothing(each);
    }
  }

  private static void assertAllocatesNothing(OneDnnBackend with) {
    NetworkCase network = TestNetworks.residual(8, 2);
    try (OneDnnExecutable executable = compile(with, network, 1)) {
      // Until then, vectors are boxed. What a step always allocates would show in every round.
      long least =
          IntStream.range(0, 400)
              .mapToLong(_ -> allocatedPerStep(executable, network))
              .filter(bytes -> bytes <= RESULT_BYTES)
              .findFirst()
              .orElse(Long.MAX_VALUE);
      assertThat(least).isLessThanOrEqualTo(RESULT_BYTES);
    }
  }

  private static long allocatedPerStep(OneDnnExecutable executable, NetworkCase network) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int steps = 50;
    long before = threads.getCurrentThreadAllocatedBytes();
    train(executable, network, steps);
    return (threads.getCurrentThreadAllocatedBytes() - before) / steps;
  }

  private static void train(OneDnnExecutable executable, NetworkCase network, int steps) {
    for (int step = 0; step < steps; step++) {
      executable.train(network.batch(), STEP, step);
    }
  }

  static boolean hasAvx2() {
    return OneDnnLibrary.get().instructionSet().matches("AVX(2|-512).*");
  }

  @Test
  @EnabledIf(value = "hasAvx2", disabledReason = "oneDNN generates all kernels from AVX2 on")
  void plainAndSeparableConvolutionsRunOnGeneratedKernels() {
    for (NetworkCase network :
        List.of(TestNetworks.residual(16, 8), TestNetworks.separable(16, 8))) {
      try (OneDnnExecutable executable = compile(network, 1)) {
        assertThat(executable.implementations())
            .filteredOn(step -> step.step().contains("Convolution"))
            .isNotEmpty()
            .extracting(Implementation::code)
            .allSatisfy(code -> assertThat(code).doesNotStartWith("ref").doesNotContain("gemm:"));
      }
    }
  }

  @Test
  @EnabledIf(value = "hasAvx2", disabledReason = "oneDNN has blocked kernels from AVX2 on")
  void nothingIsReorderedBetweenLayersOfWholeBlocks() {
    try (OneDnnExecutable executable = compile(TestNetworks.separable(16, 8), 1)) {
      assertThat(executable.implementations())
          .extracting(Implementation::step)
          .filteredOn(step -> step.startsWith("reorder"))
          .filteredOn(step -> !step.contains("weight"))
          // The image; the head's plain vectors, there and back; a concat's gradient, cut in two.
          .hasSizeLessThanOrEqualTo(5);
    }
  }

  @Test
  void twoThreadsAgreeWithOneAndRepeatTheirBits() {
    NetworkCase network = TestNetworks.separable(16, 6);
    BatchResult one = trainOnce(network, 1);
    BatchResult two = trainOnce(network, 2);

    assertThat(two.loss()).isCloseTo(one.loss(), within(1e-4));
    assertThat(trainOnce(network, 2)).isEqualTo(two);
  }

  @Test
  void slicesThatThreadsTakeFromEachOtherGiveTheSameBits() {
    OneDnnBackend byImage =
        new OneDnnBackend(OneDnnLibrary.get(), OneDnnBackendSlicedTest.SINGLE_IMAGES);
    for (NetworkCase network :
        List.of(TestNetworks.residual(16, 8), TestNetworks.separable(16, 8))) {
      BatchResult whole = trainOnce(backend, network, 1);
      BatchResult first = trainOnce(byImage, network, 2);

      assertThat(first.loss()).isCloseTo(whole.loss(), within(1e-4));
      for (int repeat = 0; repeat < 20; repeat++) {
        assertThat(trainOnce(byImage, network, 2)).isEqualTo(first);
      }
    }
  }

  @Test
  void aBatchThatCannotBeCutEvenlyGivesTheSame() {
    NetworkCase network = TestNetworks.separable(16, 7);

    assertThat(trainOnce(network, 2).loss()).isCloseTo(trainOnce(network, 1).loss(), within(1e-4));
  }

  @Test
  void workersOnThreadsThatComeAndGoDoNotDisturbEachOther() throws Exception {
    NetworkCase network = TestNetworks.separable(16, 6);
    BatchResult alone = trainOnce(network, 2);
    List<FutureTask<BatchResult>> workers =
        Stream.generate(() -> new FutureTask<>(() -> trainOnce(network, 2))).limit(6).toList();
    workers.forEach(worker -> new Thread(worker).start());
    for (FutureTask<BatchResult> worker : workers) {
      assertThat(worker.get()).isEqualTo(alone);
    }
  }

  private BatchResult trainOnce(NetworkCase network, int threads) {
    return trainOnce(backend, network, threads);
  }

  private static BatchResult trainOnce(OneDnnBackend with, NetworkCase network, int threads) {
    try (OneDnnExecutable executable = compile(with, network, threads)) {
      executable.load(network.weights());
      executable.train(network.batch(), STEP, 0);
      executable.train(network.batch(), STEP, 1);
      return executable.evaluate(network.batch());
    }
  }

  @Test
  void theArenaIsCloseToTheMostThatIsAliveAtOnce() {
    NetworkCase network = TestNetworks.residual(16, 64);
    try (OneDnnExecutable executable = compile(network, 1)) {
      long page = 2L << 20;
      assertThat(executable.memoryBytes())
          .isLessThan((long) (1.1 * executable.leastMemoryBytes()) + page);
    }
  }

  @Test
  void aProfileTrainsAndNamesEveryStepWithItsOperands() {
    NetworkCase network = TestNetworks.residual(16, 8);
    try (OneDnnExecutable profiled = compile(network, 1);
        OneDnnExecutable trained = compile(network, 1)) {
      profiled.load(network.weights());
      trained.load(network.weights());
      train(trained, network, 3);

      List<StepTime> times = profiled.profile(network.batch(), STEP, 3);

      assertThat(profiled.evaluate(network.batch())).isEqualTo(trained.evaluate(network.batch()));
      assertThat(times).allSatisfy(time -> assertThat(time.medianMicros()).isPositive());
      // Layer a: x and y of 8 x 16 x 16 x 16 values, 16 x 16 x 3 x 3 weights, 4 bytes each.
      assertThat(times)
          .filteredOn(time -> time.step().startsWith("forward Convolution of (a)"))
          .extracting(StepTime::operandBytes)
          .containsExactly(4L * (2 * 8 * 16 * 16 * 16 + 16 * 16 * 3 * 3));
    }
  }

  @Test
  void aProgramForOneImageEvaluatesWithoutTheWayBack() {
    NetworkCase network = TestNetworks.residual(16, 1);
    try (OneDnnExecutable executable = compile(network, 1)) {
      executable.load(network.weights());

      assertThat(executable.evaluate(network.batch()).loss()).isFinite();
      assertThat(executable.implementations())
          .extracting(Implementation::step)
          .noneMatch(step -> step.startsWith("backward"));
    }
  }

  private OneDnnExecutable compile(NetworkCase network, int threads) {
    return compile(backend, network, threads);
  }

  private static OneDnnExecutable compile(OneDnnBackend with, NetworkCase network, int threads) {
    return with.compile(
        network.program(),
        new CompileOptions(
            with.devices().getFirst(),
            network.batch().size(),
            Precision.FP32,
            threads,
            true,
            false,
            1));
  }
}
