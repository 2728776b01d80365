package org.epnas.training.trainer;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Sharing;

/**
 * Spreads the workers of a search over several devices: the first ones to the first device, and so
 * on; those of a lost device to the others. Trials that share weights all run on the first device,
 * which keeps them.
 *
 * @param devices an evaluator for each device
 * @param workersPerDevice at least 1
 */
public record MultiDeviceEvaluator(List<Evaluator> devices, int workersPerDevice)
    implements Evaluator {
  public MultiDeviceEvaluator {
    devices = List.copyOf(devices);
    if (devices.isEmpty() || workersPerDevice < 1) {
      throw new IllegalArgumentException(
          "Search needs devices (%s) and workers on each (%s), at least one of both."
              .formatted(devices.size(), workersPerDevice));
    }
  }

  @Override
  public Outcome evaluate(Assignment assignment) {
    return device(assignment).evaluate(assignment);
  }

  /** Why the last device that worked is of no use any more; empty while one works. */
  @Override
  public Optional<String> lost() {
    return working().isEmpty()
        ? Optional.of(
            "No device is left: %s Maybe look at it with './epnas gpu-selftest', then go on with './epnas resume'."
                .formatted(
                    devices.stream()
                        .flatMap(device -> device.lost().stream())
                        .distinct()
                        .collect(Collectors.joining(" "))))
        : Optional.empty();
  }

  private List<Evaluator> working() {
    return devices.stream().filter(device -> device.lost().isEmpty()).toList();
  }

  private Evaluator device(Assignment assignment) {
    return switch (assignment.proposal().sharing()) {
      case Sharing.None _ -> ownOrNext(assignment.worker());
      case Sharing.Start _, Sharing.Train _, Sharing.Evaluate _ -> devices.getFirst();
    };
  }

  /** The workers of a lost device are spread over the others. */
  private Evaluator ownOrNext(int worker) {
    Evaluator own = devices.get(worker / workersPerDevice % devices.size());
    List<Evaluator> working = working();
    return working.isEmpty() || own.lost().isEmpty() ? own : working.get(worker % working.size());
  }
}
