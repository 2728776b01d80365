package org.epnas.training.trainer;

import java.util.List;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Sharing;

/**
 * Spreads the slots of a search over several devices: the first ones to the first device, and so
 * on. Trials that share weights all run on the first device, which keeps them.
 *
 * @param devices an evaluator for each device
 * @param slotsPerDevice at least 1
 */
public record MultiDeviceEvaluator(List<Evaluator> devices, int slotsPerDevice)
    implements Evaluator {
  public MultiDeviceEvaluator {
    devices = List.copyOf(devices);
    if (devices.isEmpty() || slotsPerDevice < 1) {
      throw new IllegalArgumentException(
          "Search needs devices (%s) and slots on each (%s), at least one of both."
              .formatted(devices.size(), slotsPerDevice));
    }
  }

  @Override
  public Outcome evaluate(Assignment assignment) {
    return device(assignment).evaluate(assignment);
  }

  private Evaluator device(Assignment assignment) {
    return switch (assignment.proposal().sharing()) {
      case Sharing.None _ -> devices.get(assignment.slot() / slotsPerDevice % devices.size());
      case Sharing.Start _, Sharing.Train _, Sharing.Evaluate _ -> devices.getFirst();
    };
  }
}
