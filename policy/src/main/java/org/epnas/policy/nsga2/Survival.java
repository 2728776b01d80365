package org.epnas.policy.nsga2;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.trial.Objectives;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.objectives.TrialOrder;

/** Who of a generation lives on (Deb et al. 2002, sections III.C and VI). */
final class Survival {
  private Survival() {}

  /**
   * The best, best first: those within every limit by front and crowding distance, then the others,
   * the smallest violation first.
   *
   * @param trials completed ones, each network once
   */
  static List<Trial> best(List<Trial> trials, int count, Objectives objectives) {
    List<Trial> best =
        new ArrayList<>(
            TrialOrder.sorted(trials.stream().filter(Trial::feasible).toList(), objectives));
    trials.stream()
        .filter(trial -> !trial.feasible())
        .sorted(Comparator.comparingDouble(Survival::violation).thenComparingInt(Trial::id))
        .forEach(best::add);
    return List.copyOf(best.subList(0, Math.min(count, best.size())));
  }

  private static double violation(Trial trial) {
    return trial.uses().stream().mapToDouble(Usage::excess).sum();
  }
}
