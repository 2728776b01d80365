package org.epnas.app.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;
import org.epnas.nativecuda.Arithmetic;
import org.epnas.nativecuda.GpuInspection;
import org.epnas.study.network.BenchmarkNetwork;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Device;
import org.epnas.training.conformance.CheckResult;
import org.epnas.training.conformance.ConformanceReport;
import org.epnas.training.conformance.ConformanceRun;
import org.epnas.training.conformance.Subject;
import org.epnas.training.data.DataSet;
import org.epnas.training.selftest.LossCurve;
import org.epnas.training.selftest.MemoryReturn;
import org.epnas.training.selftest.SyntheticImages;
import org.epnas.training.selftest.Throughput;
import org.epnas.training.selftest.TrainingFlops;

/**
 * Asks a GPU everything that the simulated device of the tests cannot show. What fails does not
 * stop what follows, unless the device is lost.
 */
public final class GpuSelfTest {
  private static final long SEED = 1;

  /** Images that speed and memory are measured on: a data set that every GPU can keep. */
  private static final int IMAGES = 2048;

  /** Bytes that ResNet-20 needs at least for an image, in any arithmetic. */
  private static final long LEAST_BYTES_PER_IMAGE = 512 << 10;

  private static final int PEAK_ROUNDS = 8;
  private static final double PEAK_ROUND_SECONDS = 0.1;

  private final Backend backend;
  private final Device device;
  private final GpuInspection inspection;
  private final SelfTestPlan plan;
  private final SelfTestListener listener;
  private final BooleanSupplier stop;
  private Optional<String> lost = Optional.empty();

  /** Computed once for all arithmetics. */
  private List<Double> referenceLosses = List.of();

  /**
   * @param backend that trains
   * @param inspection of the same device
   * @param quick few cases
   * @param stop asked often whether to leave the rest
   */
  public GpuSelfTest(
      Backend backend,
      Device device,
      GpuInspection inspection,
      boolean quick,
      SelfTestListener listener,
      BooleanSupplier stop) {
    this.backend = backend;
    this.device = device;
    this.inspection = inspection;
    this.plan = SelfTestPlan.of(quick, inspection.gpu().simulated());
    this.listener = listener;
    this.stop = stop;
  }

  /** All parts, in order. Never throws because of what the device does. */
  public SelfTestReport run() {
    long begun = System.nanoTime();
    GpuFacts facts = GpuFacts.of(inspection);
    List<Arithmetic> all = List.of(Arithmetic.values());
    List<Arithmetic> layouts = List.of(Arithmetic.FP32, Arithmetic.BF16);
    Part<CorrectnessRow> correctness = part("correctness", all, this::check, CorrectnessRow::good);
    Part<LossRow> loss = part("loss curve", all, this::lossCurve, LossRow::good);
    Part<MemoryRow> memory = part("memory return", layouts, this::memory, MemoryRow::good);
    Part<ThroughputRow> throughput =
        facts.simulated()
            ? Part.skipped("The speed of the simulated device says nothing about a GPU's.")
            : part("throughput", all, this::throughput, _ -> true);
    Part<AlgorithmRow> algorithms = part("algorithms", all, this::algorithms, AlgorithmRow::good);
    return new SelfTestReport(
        facts,
        correctness,
        loss,
        memory,
        throughput,
        algorithms,
        lost.orElse(""),
        stop.getAsBoolean(),
        (System.nanoTime() - begun) / 1e9);
  }

  /** Whatever goes wrong belongs to the result. */
  private <T> Part<T> part(
      String name,
      List<Arithmetic> arithmetics,
      Function<Arithmetic, List<T>> rowsOf,
      Predicate<T> good) {
    List<T> rows = new ArrayList<>();
    try {
      for (Arithmetic arithmetic : arithmetics) {
        if (lost.isPresent()) {
          return ended(rows);
        }
        if (stop.getAsBoolean()) {
          return interrupted(rows, good);
        }
        listener.begins("%s in %s".formatted(name, arithmetic));
        rows.addAll(rowsOf.apply(arithmetic));
      }
    } catch (RuntimeException e) {
      listener.found("%s: %s".formatted(name, e));
      lost = inspection.contextError();
      return new Part<>(Part.Status.FAILED, e.toString(), rows);
    }
    if (lost.isPresent()) {
      return ended(rows);
    }
    if (stop.getAsBoolean()) {
      return interrupted(rows, good);
    }
    boolean passed = rows.stream().allMatch(good);
    return new Part<>(passed ? Part.Status.PASSED : Part.Status.FAILED, "", rows);
  }

  /** A part of a part cannot have passed; what it found, it found. */
  private static <T> Part<T> interrupted(List<T> rows, Predicate<T> good) {
    Part.Status status = rows.stream().allMatch(good) ? Part.Status.SKIPPED : Part.Status.FAILED;
    return new Part<>(status, "Interrupted before everything was run.", rows);
  }

  /** What has begun has failed; what has not is skipped. */
  private <T> Part<T> ended(List<T> rows) {
    String reason = "The device was lost before: " + lost.orElse("");
    return rows.isEmpty() ? Part.skipped(reason) : new Part<>(Part.Status.FAILED, reason, rows);
  }

  private List<CorrectnessRow> check(Arithmetic arithmetic) {
    ConformanceReport report =
        ConformanceRun.run(
            plan.checks(arithmetic),
            subject(arithmetic),
            inspection::contextError,
            stop,
            (result, done, of) -> {
              tell(result);
              listener.advances(done, of);
            });
    lost = report.lost();
    return List.of(CorrectnessRow.of(arithmetic, report));
  }

  private void tell(CheckResult result) {
    switch (result) {
      case CheckResult.Passed _, CheckResult.Skipped _ -> {}
      case CheckResult.Failed failed ->
          listener.found("FAILED %s: %s".formatted(failed.check(), failed.mismatch()));
      case CheckResult.Crashed crashed ->
          listener.found("CRASHED %s: %s".formatted(crashed.check(), crashed.error()));
    }
  }

  private Subject subject(Arithmetic arithmetic) {
    long hopeless = inspection.gpu().memoryBytes() / LEAST_BYTES_PER_IMAGE;
    return new Subject(
        backend,
        device,
        arithmetic.precision(),
        arithmetic.deterministic(),
        1,
        arithmetic.tolerance(),
        () -> OptionalLong.of(inspection.allocatedBytes()),
        OptionalInt.of(Math.toIntExact(hopeless)));
  }

  private List<LossRow> lossCurve(Arithmetic arithmetic) {
    CompileOptions options = options(arithmetic, plan.trainingBatch());
    if (referenceLosses.isEmpty()) {
      referenceLosses =
          LossCurve.reference(plan.learner(), plan.trainingBatch(), plan.learningSteps());
    }
    LossCurve curve = LossCurve.train(backend, plan.learner(), options, referenceLosses);
    return List.of(LossRow.of(arithmetic, curve));
  }

  private List<MemoryRow> memory(Arithmetic arithmetic) {
    MemoryReturn memory =
        MemoryReturn.measure(
            backend,
            plan.candidates(),
            options(arithmetic, plan.trainingBatch()),
            images(plan.candidates().getFirst(), 4 * plan.trainingBatch()),
            inspection::freeBytes);
    return List.of(MemoryRow.of(arithmetic, memory));
  }

  private List<ThroughputRow> throughput(Arithmetic arithmetic) {
    double peak = inspection.matmulFlops(arithmetic, PEAK_ROUNDS, PEAK_ROUND_SECONDS);
    return plan.networks().stream()
        .takeWhile(_ -> !stop.getAsBoolean())
        .map(network -> throughput(network, arithmetic, peak))
        .toList();
  }

  private ThroughputRow throughput(BenchmarkNetwork network, Arithmetic arithmetic, double peak) {
    Program program = Program.of(network.architecture());
    Throughput rate =
        Throughput.measure(
            backend,
            program,
            options(arithmetic, plan.batchSize()),
            images(program, IMAGES),
            plan.effort());
    return new ThroughputRow(
        network.name(),
        network.title(),
        arithmetic,
        plan.batchSize(),
        rate,
        TrainingFlops.ofConvolutions(program),
        peak);
  }

  /** Each shape once, however many layers have it. */
  private List<AlgorithmRow> algorithms(Arithmetic arithmetic) {
    CompileOptions options = options(arithmetic, plan.batchSize());
    return plan.networks().stream()
        .map(network -> Program.of(network.architecture()))
        .flatMap(program -> inspection.algorithms(program, options).stream())
        .map(choice -> AlgorithmRow.of(arithmetic, choice))
        .distinct()
        .toList();
  }

  private CompileOptions options(Arithmetic arithmetic, int batchSize) {
    return new CompileOptions(
        device, batchSize, arithmetic.precision(), 1, arithmetic.deterministic(), false, SEED);
  }

  private static DataSet images(Program program, int count) {
    TensorShape shape = program.input();
    return SyntheticImages.of(shape, program.classes(), count);
  }
}
