package org.epnas.policy.epnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.epnas.policy.simulation.TrialBuilder.failed;
import static org.epnas.policy.simulation.TrialBuilder.trial;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.epnas.Episode.Result;
import org.epnas.policy.network.Decision;
import org.epnas.policy.network.PolicyConfig;
import org.epnas.policy.network.PolicyNetwork;
import org.epnas.policy.network.WeightedDecision;
import org.epnas.policy.predictor.Prediction;
import org.epnas.policy.reinforce.ReinforceConfig;
import org.epnas.policy.reinforce.ReinforceUpdate;
import org.epnas.policy.reinforce.Rollout;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.Test;

class PolicyLearnerTest {
  private final ChainSpace space = new ChainSpace();
  private final PolicyNetwork policy =
      new PolicyNetwork(space.vocabulary(), new PolicyConfig(8, 16), 1);
  private final PolicyLearner learner =
      new PolicyLearner(
          new CreditConfig(0.5, 0.75, 3),
          new ReinforceUpdate(policy, new ReinforceConfig(1e-2, 0, 1)));

  @Test
  void advantagesAreStandardisedSurprises() {
    // Without an average yet, b = (predicted + mean R) / 2 with mean R = 0.5.
    List<Rollout> rollouts =
        learner.rollouts(
            List.of(
                result(trial(0, 0.6).build(), OptionalDouble.of(0.7), 0),
                result(trial(1, 0.4).build(), OptionalDouble.of(0.3), 0)));

    // R - b = 0.6 - 0.6 = 0 and 0.4 - 0.4 = 0: exactly as expected.
    assertThat(rollouts).extracting(Rollout::advantage).containsExactly(0.0, 0.0);

    rollouts =
        learner.rollouts(
            List.of(
                result(trial(0, 0.6).build(), OptionalDouble.of(0.9), 0),
                result(trial(1, 0.4).build(), OptionalDouble.of(0.1), 0)));

    // 0.6 - 0.7 = -0.1 and 0.4 - 0.3 = 0.1: the worse one was underrated.
    assertThat(rollouts).extracting(Rollout::advantage).containsExactly(-1.0, 1.0);
  }

  @Test
  void theBaselineFollowsTheRewards() {
    learner.learn(List.of(result(trial(0, 0.8).build(), OptionalDouble.empty(), 0)));
    learner.learn(List.of(result(trial(1, 0.4).build(), OptionalDouble.empty(), 0)));

    // The average went from 0.8 to 0.75 * 0.8 + 0.25 * 0.4 = 0.7. Where the prediction is missing
    // it stands in, where it is 0.9 the baseline is (0.9 + 0.7) / 2 = 0.8.
    List<Rollout> rollouts =
        learner.rollouts(
            List.of(
                result(trial(2, 0.8).build(), OptionalDouble.empty(), 0),
                result(trial(3, 0.8).build(), OptionalDouble.of(0.9), 0),
                result(trial(4, 0.8).build(), OptionalDouble.of(1.1), 0)));

    // 0.1, 0 and -0.1: mean 0, standard deviation sqrt(0.02 / 3) = 0.0816.
    assertThat(rollouts.get(0).advantage()).isEqualTo(1.2247, within(1e-3));
    assertThat(rollouts.get(1).advantage()).isEqualTo(0, within(1e-9));
    assertThat(rollouts.get(2).advantage()).isEqualTo(-1.2247, within(1e-3));
  }

  @Test
  void weightsUndoTheRankingAndAreCut() {
    List<Rollout> rollouts =
        learner.rollouts(
            List.of(
                result(trial(0, 0.1).build(), OptionalDouble.empty(), Math.log(1)),
                result(trial(1, 0.2).build(), OptionalDouble.empty(), Math.log(1)),
                result(trial(2, 0.3).build(), OptionalDouble.empty(), Math.log(2)),
                result(trial(3, 0.4).build(), OptionalDouble.empty(), Math.log(36))));

    // Mean ratio 10: 0.1, 0.1, 0.2 and 3.6, which is cut to 3.
    assertThat(rollouts)
        .extracting(Rollout::weight)
        .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1, Double.class)
        .containsExactly(0.1, 0.1, 0.2, 3.0);
  }

  @Test
  void makesBetterActionsMoreLikely() {
    Decision good = decide(0);
    Decision bad = other(good);
    double before = oddsOf(good, bad);
    Result better = result(trial(0, 0.9).build(), good);
    Result worse = result(trial(1, 0.1).build(), bad);

    for (int episode = 0; episode < 5; episode++) {
      learner.learn(List.of(better, worse));
    }

    assertThat(oddsOf(good, bad)).isGreaterThan(before + 0.1);
  }

  @Test
  void doesNotBlameTheNetworkForTheMachine() {
    byte[] before = policy.parameters().state();

    learner.learn(
        List.of(
            result(trial(0, 0.5).build(), OptionalDouble.empty(), 0),
            result(failed(1, Outcome.Reason.ERROR).build(), OptionalDouble.empty(), 0),
            result(failed(2, Outcome.Reason.CANCELLED).build(), OptionalDouble.empty(), 0)));

    // One rollout has no advantage over others, and without entropy bonus nothing is left to learn.
    assertThat(policy.parameters().state()).isEqualTo(before);
  }

  @Test
  void blamesTheNetworkForDiverging() {
    byte[] before = policy.parameters().state();

    learner.learn(
        List.of(
            result(trial(0, 0.5).build(), OptionalDouble.empty(), 0),
            result(failed(1, Outcome.Reason.DIVERGED).build(), OptionalDouble.empty(), 0)));

    assertThat(policy.parameters().state()).isNotEqualTo(before);
  }

  @Test
  void learnsNothingFromWhatThePolicyDidNotDo() {
    Selected walked =
        new Selected(
            new Candidate(space.initial(), "h", List.of()), Kind.SELECTED, Optional.empty(), 0);

    assertThat(learner.rollouts(List.of(new Result(walked, trial(0, 0.5).build())))).isEmpty();
    learner.learn(List.of());
  }

  private Result result(Trial trial, OptionalDouble predicted, double logRatio) {
    Optional<Prediction> prediction =
        predicted.isPresent()
            ? Optional.of(new Prediction(predicted.getAsDouble(), 0.01))
            : Optional.empty();
    Candidate candidate =
        new Candidate(trial.architecture(), trial.hash(), List.of(decide(trial.id())));
    return new Result(new Selected(candidate, Kind.SELECTED, prediction, logRatio), trial);
  }

  private static Result result(Trial trial, Decision decision) {
    Candidate candidate = new Candidate(trial.architecture(), trial.hash(), List.of(decision));
    return new Result(new Selected(candidate, Kind.SELECTED, Optional.empty(), 0), trial);
  }

  private Decision decide(int stream) {
    return policy
        .decide(
            List.of(space.transformations(space.initial())),
            List.of(RandomStream.of(1, Purpose.POLICY, stream, 0)))
        .getFirst();
  }

  /** A decision that differs from another one. */
  private Decision other(Decision than) {
    int stream = 1;
    while (decide(stream).action().equals(than.action())) {
      stream++;
    }
    return decide(stream);
  }

  /** Difference of the log-probabilities under the present policy. */
  private double oddsOf(Decision first, Decision second) {
    return logProbability(first) - logProbability(second);
  }

  private double logProbability(Decision decision) {
    return policy.objective(List.of(new WeightedDecision(decision, 1, 0)));
  }
}
