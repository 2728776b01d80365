package org.epnas.training.trainer;

import java.util.List;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Sharing;

/**
 * Spreads the workers of a search over several devices: the first ones to the first device, and so
 * on. Trials that share weights all run on the first device, which keeps them.
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

  private Evaluator device(Assignment assignment) {
    return switch (assignment.proposal().sharing()) {
      case Sharing.None _ -> devices.get(assignment.worker() / workersPerDevice % devices.size());
      case Sharing.Start _, Sharing.Train _, Sharing.Evaluate _ -> devices.getFirst();
    };
  }
}
