package org.epnas.nativecuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.nativecuda.simulated.OnSimulatedDevice;
import org.epnas.nativecuda.simulated.SimulatedDevice;
import org.epnas.training.backend.Precision;
import org.epnas.training.data.DataSet;
import org.epnas.training.trainer.ChildEvaluator;
import org.epnas.training.trainer.ExecutionSettings;
import org.epnas.training.trainer.TrialSettings;
import org.epnas.training.weights.MemoryWeightStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trials on a device whose memory does not suffice for them, or not for two at a time. */
@OnSimulatedDevice
class LittleMemoryTest {
  private static final TensorShape IMAGE = new TensorShape(1, 8, 8);
  private static final int CLASSES = 3;
  private static final int BATCH = 32;
  private static final long AMPLE = 1L << 31;
  private static final Logger BACKOFF =
      Logger.getLogger("org.epnas.training.trainer.MemoryBackoff");

  private final SimulatedDevice device = SimulatedDevice.get();

  @AfterEach
  void ample() {
    device.memory(AMPLE);
  }

  @Test
  void aTrialThatDoesNotFitIsTrainedInASmallerBatch() {
    long half = bytesNeeded(BATCH / 2);
    long whole = bytesNeeded(BATCH);
    assertThat(whole).isGreaterThan(half);
    SortedMap<String, Double> expected = metrics(evaluator(BATCH / 2).evaluate(trial(0)));

    device.memory(device.liveBytes() + (half + whole) / 2);
    SortedMap<String, Double> metrics = metrics(evaluator(BATCH).evaluate(trial(0)));

    assertThat(metrics)
        .containsEntry(Metric.BATCH_SIZE, BATCH / 2.0)
        .containsEntry(Metric.MEMORY_RETRIES, 1.0);
    for (String name : List.of(Metric.VALIDATION_ACCURACY, Metric.TRAINING_LOSS)) {
      assertThat(metrics.get(name)).as(name).isEqualTo(expected.get(name));
    }
  }

  /** The second trial begins while the first one is trained, which ends once the second waits. */
  @Test
  void aTrialThatDoesNotFitBesideAnotherWaitsForIt() throws Exception {
    long one = bytesNeeded(BATCH);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch waits = new CountDownLatch(1);
    Assignment held =
        trial(
            0,
            _ -> {
              begun.countDown();
              await(waits);
            });
    ChildEvaluator evaluator = evaluator(BATCH);
    Handler handler = onMessage(waits::countDown);
    BACKOFF.addHandler(handler);
    device.memory(device.liveBytes() + one + one / 2);
    try {
      FutureTask<Outcome> first = new FutureTask<>(() -> evaluator.evaluate(held));
      new Thread(first).start();
      await(begun);
      SortedMap<String, Double> second = metrics(evaluator.evaluate(trial(1)));

      assertThat(second)
          .containsEntry(Metric.BATCH_SIZE, (double) BATCH)
          .containsEntry(Metric.MEMORY_RETRIES, 1.0);
      assertThat(metrics(first.get()))
          .containsEntry(Metric.TRAINING_LOSS, second.get(Metric.TRAINING_LOSS))
          .doesNotContainKey(Metric.MEMORY_RETRIES);
    } finally {
      BACKOFF.removeHandler(handler);
    }
  }

  /**
   * What a trial and its data set take of a device that nobody else uses: nothing is freed early.
   */
  private long bytesNeeded(int batch) {
    device.clearCounters();
    metrics(evaluator(batch).evaluate(trial(0)));
    return device.counters().bytesAllocated();
  }

  /** With a backend and a data set of its own. */
  private static ChildEvaluator evaluator(int batch) {
    CudaBackend backend = SimulatedBackend.create();
    ExecutionSettings execution =
        new ExecutionSettings(
            backend.devices().getFirst(), Precision.FP32, 1, ExecutionMode.REPRODUCIBLE, 3);
    return new ChildEvaluator(
        backend,
        execution,
        TrialSettings.defaults().withBatchSize(batch),
        images(),
        new MemoryWeightStore(1 << 20));
  }

  private static Assignment trial(int number) {
    return trial(number, _ -> {});
  }

  private static Assignment trial(int number, Consumer<SearchEvent.EpochEnded> epochs) {
    Proposal proposal =
        new Proposal(network(), 1, OptionalInt.empty(), Kind.INITIAL, 0, OptionalDouble.empty());
    return new Assignment(number, proposal, number, StopSignal.NEVER, epochs);
  }

  private static Architecture network() {
    ArchitectureBuilder builder = new ArchitectureBuilder(IMAGE, CLASSES);
    builder.add(
        "stem", new Operation.Convolution(16, 3, 1, 1, 1, Activation.RELU), Architecture.INPUT);
    builder.add("classifier", new Operation.Dense(CLASSES), "stem");
    return builder.build();
  }

  private static DataSet images() {
    SplittableRandom random = new SplittableRandom(4);
    byte[] pixels = new byte[96 * Math.toIntExact(IMAGE.elements())];
    random.nextBytes(pixels);
    return new DataSet("made", IMAGE, CLASSES, pixels, random.ints(96, 0, CLASSES).toArray());
  }

  private static SortedMap<String, Double> metrics(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Completed.class);
    return ((Outcome.Completed) outcome).metrics();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Handler onMessage(Runnable action) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        action.run();
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
