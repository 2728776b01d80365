package org.epnas.policy.bo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Objectives;
import org.epnas.kernel.trial.Trial;

/**
 * What networks use of the resources that are objectives. Most of it can be counted; what has to be
 * measured is taken to be as in the trained network that is nearest in FLOPs, until it is measured.
 */
final class KnownCosts {
  private static final int MOST_NETWORKS = 16_384;

  /**
   * Of one network.
   *
   * @param upwards one value per resource, better when higher; see {@link Objectives}
   * @param excess over the limits, relative: 0 within them
   * @param exact whether nothing of it is a guess
   */
  record Costs(double[] upwards, double excess, boolean exact) {}

  private final StrategyContext context;
  private final Objectives objectives;
  private final Map<String, Costs> known = new HashMap<>();
  private final Map<String, Trial> trained = new HashMap<>();

  KnownCosts(StrategyContext context) {
    this.context = context;
    objectives = context.objectives();
  }

  void observe(Trial trial) {
    if (trial.feasible()) {
      trained.put(trial.hash(), trial);
    }
  }

  /** Without measuring. */
  Costs of(Candidate candidate) {
    if (!objectives.slow()) {
      if (known.size() >= MOST_NETWORKS) {
        known.clear();
      }
      return known.computeIfAbsent(candidate.hash(), _ -> of(candidate.architecture(), false));
    }
    Costs measured = known.get(candidate.hash());
    return measured == null ? of(candidate.architecture(), false) : measured;
  }

  /** With what has to be measured. */
  Costs measured(Candidate candidate) {
    Costs costs = of(candidate.architecture(), true);
    known.put(candidate.hash(), costs);
    return costs;
  }

  private Costs of(Architecture architecture, boolean measure) {
    Cost cost = Cost.of(architecture);
    List<Usage> uses = context.limits().uses(architecture, cost, measure);
    double[] upwards = new double[objectives.resources().size()];
    boolean exact = true;
    for (int i = 0; i < upwards.length; i++) {
      Resource resource = objectives.resources().get(i);
      if (resource.slow() && !measure) {
        upwards[i] = guess(i, cost);
        exact = false;
      } else {
        upwards[i] = value(i, uses, architecture, cost);
      }
    }
    return new Costs(upwards, uses.stream().mapToDouble(Usage::excess).max().orElse(0), exact);
  }

  private double value(int resource, List<Usage> uses, Architecture architecture, Cost cost) {
    String name = objectives.resources().get(resource).descriptor().name();
    for (Usage use : uses) {
      if (use.constraint().name().equals(name)) {
        return objectives.upwards(resource, use.used());
      }
    }
    try {
      return objectives.measured(resource, architecture, cost);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      // It becomes a failed trial that says why, as under a limit.
      return objectives.upwards(resource, 0);
    }
  }

  private double guess(int resource, Cost cost) {
    double nearest = Double.POSITIVE_INFINITY;
    double guess = 0;
    for (Trial trial : trained.values()) {
      double distance =
          Math.abs(Math.log1p((double) trial.cost().flops()) - Math.log1p((double) cost.flops()));
      if (distance < nearest) {
        nearest = distance;
        guess = objectives.of(trial)[resource + 1];
      }
    }
    return guess;
  }
}
