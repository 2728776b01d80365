package org.epnas.training.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.epnas.training.conformance.network.ProgramBuilder.IMAGE;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.DeviceBatches.BatchRange;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.conformance.network.ProgramBuilder;
import org.epnas.training.weights.Weights;
import org.junit.jupiter.api.Test;

final class GuardedExecutableTest {
  /** Classes. */
  private static final int K = 3;

  private static final int BATCH = 4;
  private static final StepOptions STEP = new StepOptions(0.1, 0, 0, 0);

  /** Images (1, 1, 2). */
  private final Program program = program();

  private final Recording raw = new Recording();
  private final GuardedResidentExecutable guarded =
      new GuardedResidentExecutable(
          raw,
          program,
          new CompileOptions(
              new Device("dev", "a test's", Set.of(Precision.FP32), 1),
              BATCH,
              Precision.FP32,
              1,
              true,
              false,
              0));

  private static Program program() {
    ProgramBuilder net = new ProgramBuilder(1, 1, 2);
    net.dense(IMAGE, K);
    return net.build();
  }

  /** Writes down which calls reach it. */
  private static final class Recording implements GuardedResidentExecutable.Raw {
    final List<String> calls = new ArrayList<>();

    private BatchResult called(String what) {
      calls.add(what);
      return new BatchResult(0, 0);
    }

    @Override
    public BatchResult train(Batch batch, StepOptions step, long number) {
      return called("train " + batch.size());
    }

    @Override
    public BatchResult evaluate(Batch batch) {
      return called("evaluate " + batch.size());
    }

    @Override
    public float[] logits(Batch unlabelled) {
      called("logits " + unlabelled.size() + " of class " + unlabelled.labels()[0]);
      return new float[unlabelled.size() * K];
    }

    @Override
    public BatchResult train(
        DeviceBatches batches, List<StepOptions> steps, long firstStep, BooleanSupplier goOn) {
      return called("train resident");
    }

    @Override
    public BatchResult evaluate(DeviceBatches batches, BooleanSupplier goOn) {
      return called("evaluate resident");
    }

    @Override
    public Weights weights() {
      called("weights");
      return new Weights(new LinkedHashMap<>());
    }

    @Override
    public void load(Weights weights) {
      called("load");
    }

    @Override
    public Weights velocities() {
      called("velocities");
      return new Weights(new LinkedHashMap<>());
    }

    @Override
    public void loadVelocities(Weights velocities) {
      called("loadVelocities");
    }

    @Override
    public long memoryBytes() {
      return 17;
    }

    @Override
    public void close() {
      called("close");
    }
  }

  @Test
  void whatFitsReachesTheDevice() {
    guarded.train(batch(BATCH), STEP, 0);
    guarded.evaluate(batch(1));
    assertThat(guarded.logits(new float[2 * 2], 2)).hasSize(2 * K);
    guarded.train(batches(BATCH), List.of(STEP), 0, () -> true);
    guarded.evaluate(batches(2), () -> true);
    guarded.weights();

    assertThat(raw.calls)
        .containsExactly(
            "train 4",
            "evaluate 1",
            "logits 2 of class 0",
            "train resident",
            "evaluate resident",
            "weights");
    assertThat(guarded.memoryBytes()).isEqualTo(17);
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeTheDeviceSeesIt() {
    refused(() -> guarded.train(batch(BATCH - 1), STEP, 0), "(3)", "(4)");
    refused(() -> guarded.evaluate(batch(BATCH + 1)), "(5)", "(4)");
    refused(() -> guarded.logits(new float[2 * 5], 5), "(5)", "(4)");
    refused(() -> guarded.logits(new float[3], 2), "(4)", "(3)");
    refused(() -> guarded.train(batches(2), List.of(STEP), 0, () -> true), "(4)");
    refused(() -> guarded.evaluate(batches(BATCH + 1), () -> true), "(4)");
    refused(() -> guarded.load(new Weights(new LinkedHashMap<>())), "Weights lack");

    assertThat(raw.calls).isEmpty();
  }

  @Test
  void nothingReachesTheDeviceAfterClosing() {
    guarded.close();
    raw.calls.clear();

    closed(() -> guarded.train(batch(BATCH), STEP, 0));
    closed(() -> guarded.evaluate(batch(1)));
    closed(() -> guarded.logits(new float[2], 1));
    closed(() -> guarded.train(batches(BATCH), List.of(STEP), 0, () -> true));
    closed(() -> guarded.evaluate(batches(2), () -> true));
    closed(guarded::weights);
    closed(() -> guarded.load(new Weights(new LinkedHashMap<>())));

    assertThat(guarded.memoryBytes()).isZero();
    assertThat(raw.calls).isEmpty();
  }

  @Test
  void closingTwiceClosesTheDeviceOnce() {
    guarded.close();
    guarded.close();

    assertThat(raw.calls).containsExactly("close");
  }

  private static Batch batch(int size) {
    return new Batch(new float[2 * size], new int[size], size);
  }

  /** One batch of the first images of five. */
  private DeviceBatches batches(int size) {
    DeviceImages images =
        new DeviceImages(
            program.input(), new byte[2 * 5], new int[5], new float[256], 0, false, 0, 0);
    return new DeviceBatches(
        images, new int[] {0, 1, 2, 3, 4}, List.of(new BatchRange(0, 0, size)));
  }

  private static void refused(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }

  private static void closed(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(ClosedExecutableException.class)
        .hasMessageContaining("(dev)");
  }
}
