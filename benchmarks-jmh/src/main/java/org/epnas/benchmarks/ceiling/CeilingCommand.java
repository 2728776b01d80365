package org.epnas.benchmarks.ceiling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.epnas.benchmarks.ceiling.CeilingReport.Training;
import org.epnas.benchmarks.task.SyntheticBatch;
import org.epnas.benchmarks.task.TrainingTask;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.OneDnnBackend;
import org.epnas.nativecpu.OneDnnExecutable;
import org.epnas.nativecpu.StepTime;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.json.Json;
import org.epnas.study.network.BenchmarkNetwork;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./benchmarks ceiling}. */
@Command(
    name = "ceiling",
    mixinStandardHelpOptions = true,
    description =
        "Measures what this machine can do at most, and which share of it each step of training"
            + " reaches.")
public final class CeilingCommand implements Callable<Integer> {
  /** Until Java's loops are compiled. */
  private static final int WARM_UP_STEPS = 20;

  @Option(
      names = "--networks",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "A,B,C",
      description = "A, B, C or architecture files. Default: ${DEFAULT-VALUE}.")
  private List<String> networks = List.of();

  @Option(names = "--threads", description = "Compute threads. Default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--batch",
      defaultValue = "128",
      description = "Images per step. Default: ${DEFAULT-VALUE}.")
  private int batchSize;

  @Option(
      names = "--repeats",
      defaultValue = "31",
      description = "Steps of which the medians are taken. Default: ${DEFAULT-VALUE}.")
  private int repeats;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  private final OneDnnBackend backend = new OneDnnBackend();

  /** Made by the command line. */
  public CeilingCommand() {}

  @Override
  public Integer call() {
    if (backend.devices().isEmpty()) {
      throw new ConfigurationException(backend.library().reason());
    }
    if (threads < 1 || batchSize < 2 || repeats < 1) {
      throw new ConfigurationException(
          "Threads (%s) and repeats (%s) must be at least 1, the batch (%s) at least 2."
              .formatted(threads, repeats, batchSize));
    }
    Device device = backend.devices().getFirst();
    List<BenchmarkNetwork> chosen = networks.stream().map(BenchmarkNetwork::of).toList();
    List<Ceiling> ceilings =
        IntStream.of(1, threads).distinct().mapToObj(count -> ceiling(count, device)).toList();
    SequencedMap<String, Training> trainings = new LinkedHashMap<>();
    for (BenchmarkNetwork network : chosen) {
      System.err.println(network.name() + ": timing each step");
      trainings.put(network.name(), training(network, device, ceilings.getLast()));
    }
    CeilingReport report = new CeilingReport(device.description(), ceilings, trainings);
    System.out.println(json ? Json.PRETTY.writeValueAsString(report) : report.text());
    return 0;
  }

  private static Ceiling ceiling(int count, Device device) {
    System.err.printf("Ceilings with %s thread(s)%n", count);
    return Ceiling.measure(count, device.precisions().contains(Precision.BF16));
  }

  private Training training(BenchmarkNetwork network, Device device, Ceiling ceiling) {
    TrainingTask task = new TrainingTask(network.key(), Precision.FP32, threads, batchSize);
    Program program = task.program();
    SyntheticBatch synthetic = task.batches(program).getFirst();
    Batch batch = new Batch(synthetic.images(), synthetic.labels(), batchSize);
    CompileOptions options =
        new CompileOptions(device, batchSize, Precision.FP32, threads, true, false, 1);
    try (OneDnnExecutable executable = backend.compile(program, options)) {
      executable.load(TrainingTask.weights(program));
      for (int step = 0; step < WARM_UP_STEPS; step++) {
        var _ = executable.train(batch, TrainingTask.STEP, step);
      }
      List<StepTime> times = executable.profile(batch, TrainingTask.STEP, repeats);
      return Training.of(
          network, batchSize, ceiling, Roofline.of(program, batchSize, ceiling, times));
    }
  }
}
