package org.epnas.benchmarks.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.epnas.app.config.UsageException;
import org.epnas.app.json.Json;
import org.epnas.app.network.BenchmarkNetwork;
import org.epnas.nativecpu.OneDnnBackend;
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

  @Option(names = "--threads", description = "Compute threads. Default: all processors.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--batch",
      defaultValue = "128",
      description = "Images per step. Default: ${DEFAULT-VALUE}.")
  private int batchSize;

  @Option(
      names = "--no-lstm",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Leave out the LSTM.")
  private boolean lstm;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /** Made by the command line. */
  public PeersCommand() {}

  @Override
  public Integer call() {
    Device device = device();
    PeerSettings settings = settings(device);
    Consumer<String> progress = System.err::println;
    List<TrainingComparison> comparisons =
        settings.networks().stream().map(BenchmarkNetwork::of).toList().stream()
            .map(network -> TrainingComparison.run(network, settings, progress))
            .toList();
    Optional<LstmComparison> ofLstm =
        settings.lstm() ? Optional.of(LstmComparison.run(settings, progress)) : Optional.empty();
    print(device, settings, comparisons, ofLstm);
    return 0;
  }

  private static Device device() {
    OneDnnBackend backend = new OneDnnBackend();
    if (backend.devices().isEmpty()) {
      throw new UsageException(backend.library().reason());
    }
    return backend.devices().getFirst();
  }

  private PeerSettings settings(Device device) {
    if (rounds < 1 || seconds <= 0 || threads < 1 || batchSize < 2) {
      throw new UsageException(
          "Rounds (%d) and threads (%d) must be at least 1, seconds (%s) above 0, the batch (%d) at least 2."
              .formatted(rounds, threads, seconds, batchSize));
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
        keys, possible, skipped, rounds, (long) (seconds * 1000), threads, batchSize, lstm);
  }

  private void print(
      Device device,
      PeerSettings settings,
      List<TrainingComparison> comparisons,
      Optional<LstmComparison> ofLstm) {
    PeersReport.Conditions conditions =
        new PeersReport.Conditions(
            device.description(),
            Runtime.version().toString(),
            settings.threads(),
            settings.batchSize(),
            settings.rounds());
    System.out.println(
        json
            ? Json.PRETTY.writeValueAsString(
                PeersReport.of(settings, conditions, comparisons, ofLstm))
            : PeersTable.of(settings, conditions, comparisons, ofLstm));
  }
}
