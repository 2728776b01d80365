package org.epnas.benchmarks.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import org.epnas.benchmarks.task.ShutdownHooks;
import org.epnas.benchmarks.task.WorkerProcess;
import org.epnas.nativecpu.OneDnnBackend;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.json.Json;
import org.epnas.study.network.BenchmarkNetwork;
import org.epnas.study.session.Interrupt;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./benchmarks peers}. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    description =
        "Trains the same networks with EPNAS and with libtorch, in processes that take turns, and"
            + " compares their speed; the LSTM of the policy likewise.")
public final class PeersCommand implements Callable<Integer> {
  /** What a shell says of a command that Ctrl-C ended. */
  private static final int INTERRUPTED = 130;

  @Option(
      names = "--networks",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "A,B,C",
      description =
          "A (ResNet-20), B (separable-convolution cells), C (found by a search); '' for none."
              + " Default: ${DEFAULT-VALUE}.")
  private List<String> networks = List.of();

  @Option(
      names = "--architecture",
      paramLabel = "FILE",
      description = "Another network: an architecture file, as a search leaves it behind.")
  private List<Path> architectures = new ArrayList<>();

  @Option(
      names = "--precision",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "fp32,bf16",
      description = "fp32, bf16. Default: ${DEFAULT-VALUE}; bf16 where the processor has it.")
  private Set<Precision> precisions = Set.of();

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description = "Rounds that count. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "3",
      description = "Length of a round of one contender. Default: ${DEFAULT-VALUE}.")
  private double seconds;

  @Option(
      names = "--warmup",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description =
          "What every contender works before the rounds that count, in rounds of --seconds: until"
              + " Java's compiler has settled. Default: ${DEFAULT-VALUE}.")
  private double warmUpSeconds;

  @Option(names = "--threads", description = "Compute threads. Default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--batch",
      defaultValue = "128",
      description = "Images per step. Default: ${DEFAULT-VALUE}.")
  private int batchSize;

  @Option(names = "--no-lstm", description = "Leave out the LSTM.")
  private boolean withoutLstm;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /** Made by the command line. */
  public PeersCommand() {}

  @Override
  public Integer call() {
    Device device = device();
    PeerSettings settings = settings(device);
    List<BenchmarkNetwork> chosen = settings.networks().stream().map(BenchmarkNetwork::of).toList();
    Standings standings = new Standings(settings, conditions(device, settings));
    try (Interrupt interrupt = ShutdownHooks.interrupt()) {
      return run(chosen, standings, interrupt);
    }
  }

  /** Prints what was measured, whatever ends the comparison. */
  private int run(List<BenchmarkNetwork> chosen, Standings standings, Interrupt interrupt) {
    try {
      measure(chosen, standings, interrupt);
      return 0;
    } catch (WorkerProcess.EndedException e) {
      if (e.interrupted() || interrupt.happened()) {
        return INTERRUPTED;
      }
      throw e;
    } finally {
      print(standings);
    }
  }

  private static void measure(
      List<BenchmarkNetwork> chosen, Standings standings, Interrupt interrupt) {
    PeerSettings settings = standings.settings();
    Timetable timetable =
        new Timetable(plannedMillis(chosen, settings), System::nanoTime, System.err::println);
    chosen.forEach(
        network -> TrainingComparison.run(network, standings, timetable, interrupt.cancellation()));
    if (settings.lstm()) {
      LstmComparison.run(standings, timetable, interrupt.cancellation());
    }
  }

  private static long plannedMillis(List<BenchmarkNetwork> chosen, PeerSettings settings) {
    int contenders =
        chosen.stream()
            .mapToInt(network -> TrainingComparison.contenders(network, settings).size())
            .sum();
    int ofLstm = settings.lstm() ? LstmComparison.CONTENDERS.size() : 0;
    return (contenders + ofLstm) * settings.millisPerContender();
  }

  private static Device device() {
    OneDnnBackend backend = new OneDnnBackend();
    if (backend.devices().isEmpty()) {
      throw new ConfigurationException(backend.library().reason());
    }
    return backend.devices().getFirst();
  }

  private PeerSettings settings(Device device) {
    if (rounds < 1 || seconds <= 0 || warmUpSeconds < 0 || threads < 1 || batchSize < 2) {
      throw new ConfigurationException(
          "Rounds (%s) and threads (%s) must be at least 1, seconds (%s) above 0, the warm-up (%s) at least 0, the batch (%s) at least 2."
              .formatted(rounds, threads, seconds, warmUpSeconds, batchSize));
    }
    List<String> keys = new ArrayList<>(networks.stream().filter(key -> !key.isBlank()).toList());
    architectures.forEach(file -> keys.add(file.toString()));
    SequencedMap<Precision, String> skipped = new LinkedHashMap<>();
    Set<Precision> possible = EnumSet.noneOf(Precision.class);
    for (Precision precision : precisions) {
      if (device.precisions().contains(precision)) {
        possible.add(precision);
      } else {
        skipped.put(precision, "not possible on " + device.description());
      }
    }
    return new PeerSettings(
        keys,
        possible,
        skipped,
        rounds,
        Math.max(1, (long) (seconds * 1000)),
        (int) Math.ceil(warmUpSeconds / seconds),
        threads,
        batchSize,
        !withoutLstm);
  }

  private static PeersReport.Conditions conditions(Device device, PeerSettings settings) {
    return new PeersReport.Conditions(
        device.description(),
        Runtime.version().toString(),
        settings.threads(),
        settings.batchSize(),
        settings.rounds(),
        settings.warmUpRounds(),
        settings.millis());
  }

  private void print(Standings standings) {
    System.out.println(
        json
            ? Json.PRETTY.writeValueAsString(PeersReport.of(standings))
            : PeersTable.of(standings));
  }
}
