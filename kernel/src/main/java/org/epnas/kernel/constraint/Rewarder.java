package org.epnas.kernel.constraint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.ConstraintPenalty.WeightedUsage;
import org.epnas.kernel.cost.Cost;

/**
 * The reward of a search: measures each architecture against the constraints, refuses those over a
 * hard limit before they are trained, and turns accuracy and use into a reward by the penalty, with
 * penalty weights that grow while a policy persistently violates.
 *
 * <p>{@link #measure} and {@link #refusal} are thread-safe; the rest holds or reads the penalty
 * weights' state and is confined to the thread that runs the search.
 */
public final class Rewarder implements Limits {
  private final List<Constraint> constraints;
  private final ConstraintPenalty penalty;
  private final PenaltyWeights weights;
  private final SlownessReport slowness = new SlownessReport();

  /**
   * @param constraints of the search, possibly none
   */
  public Rewarder(
      List<Constraint> constraints, ConstraintPenalty penalty, PenaltyWeightSchedule schedule) {
    this.constraints = List.copyOf(constraints);
    this.penalty = penalty;
    this.weights = new PenaltyWeights(constraints.size(), schedule);
  }

  /** Penalty weights by {@link PenaltyWeightSchedule#DEFAULT}. */
  public Rewarder(List<Constraint> constraints, ConstraintPenalty penalty) {
    this(constraints, penalty, PenaltyWeightSchedule.DEFAULT);
  }

  /** No constraints: the reward is the accuracy. */
  public static Rewarder unconstrained() {
    return new Rewarder(List.of(), (accuracy, uses) -> accuracy);
  }

  /** All limits, hard ones included, in the order given. */
  public List<Constraint> constraints() {
    return constraints;
  }

  /**
   * Measures every constrained resource.
   *
   * @return one use per constraint, in their order
   * @throws MeasurementException if a resource throws, or gives a negative or non-finite value
   */
  public List<Usage> measure(Architecture architecture, Cost cost) {
    List<Usage> uses = new ArrayList<>(constraints.size());
    for (Constraint constraint : constraints) {
      uses.add(use(constraint, architecture, cost));
    }
    return List.copyOf(uses);
  }

  private Usage use(Constraint constraint, Architecture architecture, Cost cost) {
    double used = measured(constraint, architecture, cost);
    if (!(used >= 0) || Double.isInfinite(used)) {
      throw new MeasurementException(
          "Resource (%s) of class (%s) measured (%s); a use must be finite and not negative."
              .formatted(constraint.name(), className(constraint), used));
    }
    return new Usage(constraint, used);
  }

  /** Whatever a plug-in throws, missing classes and a full stack included, costs one trial. */
  private double measured(Constraint constraint, Architecture architecture, Cost cost) {
    long start = System.nanoTime();
    try {
      return constraint.resource().measure(architecture, cost);
    } catch (Throwable e) {
      throw new MeasurementException(
          "Resource (%s) of class (%s) could not be measured: %s"
              .formatted(constraint.name(), className(constraint), OneLine.of(e)),
          e);
    } finally {
      slowness.measured(constraint, System.nanoTime() - start);
    }
  }

  private static String className(Constraint constraint) {
    return constraint.resource().getClass().getName();
  }

  /**
   * Whether no hard limit is violated. Measures up to the first violated one and nothing else: a
   * strategy asks this of every candidate, and a soft limit on a latency is not worth a measurement
   * for each.
   *
   * <p>What cannot be measured is permitted: it becomes a failed trial that says why, as under a
   * soft limit. Were it forbidden, a resource that never works would leave a strategy nothing to
   * propose, and nobody would learn of it.
   */
  @Override
  public boolean permits(Architecture architecture, Cost cost) {
    return permitsAtOnce(architecture, cost)
        && hardOnes(true).allMatch(constraint -> permits(constraint, architecture, cost));
  }

  @Override
  public boolean permitsAtOnce(Architecture architecture, Cost cost) {
    return hardOnes(false).allMatch(constraint -> permits(constraint, architecture, cost));
  }

  private Stream<Constraint> hardOnes(boolean slow) {
    return constraints.stream().filter(one -> one.hard() && isSlow(one) == slow);
  }

  /** A plug-in that fails here is measured, and reported, where its network is trained. */
  private static boolean isSlow(Constraint constraint) {
    try {
      return constraint.resource().slow();
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      return true;
    }
  }

  @Override
  public boolean hard() {
    return constraints.stream().anyMatch(Constraint::hard);
  }

  @Override
  public boolean slow() {
    return constraints.stream().anyMatch(one -> one.limits() && isSlow(one));
  }

  @Override
  public List<Usage> uses(Architecture architecture, Cost cost, boolean slowOnes) {
    List<Usage> uses = new ArrayList<>(constraints.size());
    for (Constraint constraint : constraints) {
      if (slowOnes || !isSlow(constraint)) {
        measurable(constraint, architecture, cost).ifPresent(uses::add);
      }
    }
    return uses;
  }

  private Optional<Usage> measurable(Constraint constraint, Architecture architecture, Cost cost) {
    try {
      return Optional.of(use(constraint, architecture, cost));
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      return Optional.empty();
    }
  }

  private boolean permits(Constraint constraint, Architecture architecture, Cost cost) {
    try {
      return use(constraint, architecture, cost).satisfied();
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      return true;
    }
  }

  /** The first violated hard limit, for which the architecture must not be trained. */
  public Optional<Usage> refusal(List<Usage> uses) {
    return uses.stream().filter(use -> use.constraint().hard() && !use.satisfied()).findFirst();
  }

  /**
   * Counts one choice of the policy, of whatever outcome, towards the growth of the weights: a
   * constraint that {@code patience} trials in a row violate becomes more severe. Call it before
   * the trial's {@link #reward}.
   *
   * @param uses as measured, one per constraint
   */
  public void observe(List<Usage> uses) {
    weights.observe(uses);
  }

  /**
   * The reward of a completed trial at the present penalty weights. A failed trial has no accuracy
   * and the reward 0.
   *
   * @param accuracy validation accuracy in [0, 1]
   * @param uses as measured; one that is left out counts as satisfied
   * @throws PenaltyException if the penalty throws or gives a non-finite value
   */
  @Override
  public double reward(double accuracy, List<Usage> uses) {
    List<WeightedUsage> weighted = new ArrayList<>(uses.size());
    for (Usage use : uses.stream().filter(one -> one.constraint().limits()).toList()) {
      weighted.add(new WeightedUsage(use, weights.of(constraints.indexOf(use.constraint()))));
    }
    double reward = penalised(accuracy, List.copyOf(weighted));
    if (!Double.isFinite(reward)) {
      throw new PenaltyException(
          "Penalty (%s) gave the reward (%s) for accuracy (%s) and %s; a reward must be finite."
              .formatted(penalty.getClass().getSimpleName(), reward, accuracy, uses));
    }
    return reward;
  }

  private double penalised(double accuracy, List<WeightedUsage> uses) {
    try {
      return penalty.reward(accuracy, uses);
    } catch (Throwable e) {
      throw new PenaltyException(
          "Penalty (%s) threw at accuracy (%s): %s"
              .formatted(penalty.getClass().getName(), accuracy, OneLine.of(e)),
          e);
    }
  }

  /** The present penalty weight of a constraint, by its position in {@link #constraints()}. */
  public double penaltyWeight(int constraint) {
    return weights.of(constraint);
  }
}
