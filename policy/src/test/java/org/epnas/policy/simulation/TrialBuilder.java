package org.epnas.policy.simulation;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.fake.ChainSpace;
import org.epnas.testkit.fake.TestResource;
import org.jspecify.annotations.Nullable;

/**
 * Builds finished trials: unless told otherwise, of one epoch, without parent, selected in episode
 * 0, feasible, of an architecture of its own that costs 100 parameters and 1000 FLOPs.
 */
public final class TrialBuilder {
  private static final Constraint LIMIT = new Constraint(TestResource.PARAMETERS, 1000, false);

  private final int id;
  private final double reward;
  private Architecture architecture = new ChainSpace().initial();
  private String hash;
  private int epochs = 1;
  private OptionalInt parent = OptionalInt.empty();
  private Proposal.Kind kind = Proposal.Kind.SELECTED;
  private OptionalDouble predicted = OptionalDouble.empty();
  private Cost cost = new Cost(100, 1000, 100);
  private double seconds = 1;
  private @Nullable Proposal proposal;
  private Outcome outcome;

  private TrialBuilder(int id, double reward) {
    this.id = id;
    this.reward = reward;
    hash = "hash" + id;
    TreeMap<String, Double> metrics = new TreeMap<>();
    metrics.put(Metric.VALIDATION_ACCURACY, Math.max(0, Math.min(1, reward)));
    outcome = new Outcome.Completed(metrics);
  }

  /** A completed trial whose accuracy is its reward. */
  public static TrialBuilder trial(int id, double reward) {
    return new TrialBuilder(id, reward);
  }

  public static TrialBuilder failed(int id, Outcome.Reason reason) {
    TrialBuilder builder = new TrialBuilder(id, 0);
    builder.outcome = new Outcome.Failed(reason, "made up");
    return builder;
  }

  public TrialBuilder of(Architecture newArchitecture) {
    architecture = newArchitecture;
    hash = newArchitecture.canonicalForm().hash();
    return this;
  }

  public TrialBuilder hash(String newHash) {
    hash = newHash;
    return this;
  }

  public TrialBuilder epochs(int newEpochs) {
    epochs = newEpochs;
    return this;
  }

  public TrialBuilder parent(int newParent) {
    parent = OptionalInt.of(newParent);
    return this;
  }

  public TrialBuilder kind(Proposal.Kind newKind) {
    kind = newKind;
    return this;
  }

  public TrialBuilder predicted(double reward) {
    predicted = OptionalDouble.of(reward);
    return this;
  }

  public TrialBuilder flops(long flops) {
    cost = new Cost(cost.parameters(), flops, cost.bytesMoved());
    return this;
  }

  /** Over a soft limit. */
  public TrialBuilder infeasible() {
    cost = new Cost(2000, cost.flops(), cost.bytesMoved());
    return this;
  }

  public TrialBuilder seconds(double newSeconds) {
    seconds = newSeconds;
    return this;
  }

  /** Of this very proposal. */
  public TrialBuilder proposed(Proposal newProposal) {
    of(newProposal.architecture());
    proposal = newProposal;
    return this;
  }

  public Trial build() {
    return new Trial(
        id,
        proposal != null
            ? proposal
            : new Proposal(architecture, epochs, parent, kind, 0, predicted),
        hash,
        cost,
        List.of(new Usage(LIMIT, cost.parameters())),
        outcome,
        reward,
        seconds);
  }
}
