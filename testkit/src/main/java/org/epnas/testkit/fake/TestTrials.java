package org.epnas.testkit.fake;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/** Trials for tests, of one small architecture whose costs are made up. */
public final class TestTrials {
  /** What {@link #trial} measures its trials against. */
  public static final Constraint LIMIT = new Constraint(TestResource.PARAMETERS, 1000, false);

  private TestTrials() {}

  /** A completed trial whose reward is its accuracy; feasible up to 1000 parameters. */
  public static Trial trial(int id, double accuracy, long parameters) {
    return trial(id, "hash" + id, accuracy, accuracy, new Cost(parameters, 10 * parameters, 100));
  }

  public static Trial trial(int id, String hash, double accuracy, double reward, Cost cost) {
    return new Trial(
        id,
        proposal(),
        hash,
        cost,
        List.of(new Usage(LIMIT, cost.parameters())),
        completed(accuracy),
        reward,
        1.5);
  }

  public static Trial failed(int id, Outcome.Reason reason) {
    return failed(id, reason, "made up");
  }

  public static Trial failed(int id, Outcome.Reason reason, String message) {
    Cost cost = new Cost(10, 100, 100);
    return new Trial(
        id,
        proposal(),
        "hash" + id,
        cost,
        List.of(new Usage(LIMIT, cost.parameters())),
        new Outcome.Failed(reason, message),
        0,
        0.5);
  }

  public static Outcome.Completed completed(double accuracy) {
    TreeMap<String, Double> metrics = new TreeMap<>();
    metrics.put(Metric.VALIDATION_ACCURACY, accuracy);
    return new Outcome.Completed(metrics);
  }

  private static Proposal proposal() {
    return new Proposal(
        new ChainSpace().initial(),
        3,
        OptionalInt.empty(),
        Proposal.Kind.SELECTED,
        0,
        OptionalDouble.empty());
  }
}
