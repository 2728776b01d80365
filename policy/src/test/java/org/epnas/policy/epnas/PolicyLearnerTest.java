package org.epnas.policy.epnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.epnas.policy.simulation.TrialBuilder.failed;
import static org.epnas.policy.simulation.TrialBuilder.trial;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.bo.Candidate;
import org.epnas.policy.bo.Candidate.Origin;
import org.epnas.policy.bo.Parent;
import org.epnas.policy.bo.Selected;
import org.epnas.policy.epnas.PolicyLearner.Lesson;
import org.epnas.policy.network.Decision;
import org.epnas.policy.network.PolicyConfig;
import org.epnas.policy.network.PolicyNetwork;
import org.epnas.policy.network.WeightedDecision;
import org.epnas.policy.predictor.Prediction;
import org.epnas.policy.reinforce.ReinforceConfig;
import org.epnas.policy.reinforce.ReinforceUpdate;
import org.epnas.policy.reinforce.Rollout;
import org.epnas.policy.simulation.TrialBuilder;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.Test;

class PolicyLearnerTest {
  private static final ReinforceConfig REINFORCE = new ReinforceConfig(1e-2, 0, 1);

  private final ChainSpace space = new ChainSpace();
  private final Parent parent = new Parent(space.initial(), OptionalInt.empty(), 0);
  private final PolicyNetwork policy =
      new PolicyNetwork(space.vocabulary(), new PolicyConfig(8, 16), 1);
  private final PolicyLearner learner = learner(REINFORCE);

  /**
   * Rewards 0.6 and 0.4, predictions 0.9 and 0.1: the first disappointed, the second surprised. The
   * better one becomes more likely all the same.
   */
  @Test
  void whatIsBetterBecomesMoreLikelyHoweverItWasPredicted() {
    Candidate better = candidate(decide(0));
    Candidate worse = candidate(other(decide(0)));
    double before = odds(better, worse);

    for (int episode = 0; episode < 5; episode++) {
      learner.learn(
          List.of(better, worse),
          new double[] {0.9, 0.1},
          List.of(lesson(better, 0.9, trial(0, 0.6)), lesson(worse, 0.1, trial(1, 0.4))),
          Trial::reward,
          0);
    }

    assertThat(odds(better, worse)).isGreaterThan(before + 0.1);
  }

  @Test
  void rolloutsThatWereNotTrainedTeachToo() {
    Candidate promising = candidate(decide(0));
    Candidate poor = candidate(other(decide(0)));
    double before = odds(promising, poor);

    learner.learn(List.of(promising, poor), new double[] {0.7, 0.3}, List.of(), Trial::reward, 0);

    assertThat(odds(promising, poor)).isGreaterThan(before);
  }

  /** A candidate of an earlier episode is trained late: it is one more rollout. */
  @Test
  void takesInWhatWasTrainedOfEarlierRollouts() {
    Candidate rollout = candidate(decide(0));
    Candidate earlier = candidate(decide(1));

    List<Rollout> steps =
        learner.steps(
            List.of(rollout),
            new double[] {0.5},
            List.of(lesson(earlier, 0.7, trial(0, 0.9))),
            Trial::reward);

    // f is 0.5 and 0.7: mean 0.6, deviation 0.1. -1, and 1 + (0.9 - 0.7) / 0.1 * 2 / 1 = 5.
    assertThat(steps).hasSize(2);
    assertThat(steps.get(0).advantage()).isEqualTo(-1, within(1e-9));
    assertThat(steps.get(1).advantage()).isEqualTo(5, within(1e-9));
  }

  /** The predictor has seen the trial since; only what it said before may be compared with it. */
  @Test
  void comparesARewardWithThePredictionMadeBefore() {
    Candidate trained = candidate(decide(0));
    Candidate rollout = candidate(decide(1));

    List<Rollout> steps =
        learner.steps(
            List.of(trained, rollout),
            new double[] {0.9, 0.5},
            List.of(lesson(trained, 0.7, trial(0, 0.9))),
            Trial::reward);

    assertThat(steps.get(0).advantage()).isEqualTo(5, within(1e-9));
  }

  @Test
  void theMachinesFailuresAndOtherSourcesTeachNothing() {
    Candidate rollout = candidate(decide(0));
    Candidate second = candidate(decide(1));
    Candidate climbed = Candidate.of(space.initial(), parent, List.of(), Origin.CLIMB);

    List<Rollout> steps =
        learner.steps(
            List.of(rollout, second),
            new double[] {0.5, 0.7},
            List.of(
                lesson(rollout, 0.5, failed(0, Outcome.Reason.ERROR)),
                lesson(second, 0.7, failed(1, Outcome.Reason.CANCELLED)),
                lesson(climbed, 0.5, trial(2, 0.9))),
            Trial::reward);

    assertThat(steps).extracting(Rollout::advantage).containsExactly(-1.0, 1.0);
  }

  @Test
  void theNetworkIsBlamedForDiverging() {
    Candidate rollout = candidate(decide(0));
    Candidate second = candidate(decide(1));

    List<Rollout> steps =
        learner.steps(
            List.of(rollout, second),
            new double[] {0.5, 0.7},
            List.of(lesson(rollout, 0.5, failed(0, Outcome.Reason.DIVERGED))),
            Trial::reward);

    // -1 + (0 - 0.5) / 0.1 * 2.
    assertThat(steps.get(0).advantage()).isEqualTo(-11, within(1e-9));
  }

  /** The bonus alone, at the beginning and at the end. */
  @Test
  void theBonusForEntropyShrinksToNothing() {
    PolicyLearner flattening = learner(new ReinforceConfig(1e-2, 1, 1));
    List<Candidate> rollouts = List.of(candidate(decide(0)), candidate(decide(1)));
    byte[] before = policy.parameters().state();

    flattening.learn(rollouts, new double[] {0.5, 0.5}, List.of(), Trial::reward, 1);
    assertThat(policy.parameters().state()).isEqualTo(before);
    flattening.learn(rollouts, new double[] {0.5, 0.5}, List.of(), Trial::reward, 0.5);
    assertThat(policy.parameters().state()).isNotEqualTo(before);
  }

  @Test
  void learnsFromNothingNothing() {
    learner.learn(List.of(), new double[0], List.of(), Trial::reward, 0);
  }

  private PolicyLearner learner(ReinforceConfig reinforce) {
    return new PolicyLearner(
        new CreditConfig(1, 4, 3), reinforce, 0.125, new ReinforceUpdate(policy, reinforce));
  }

  private static Lesson lesson(Candidate candidate, double predicted, TrialBuilder trained) {
    return new Lesson(
        new Selected(candidate, Kind.SELECTED, Optional.of(new Prediction(predicted, 0.1))),
        trained.build());
  }

  private Candidate candidate(Decision decision) {
    return Candidate.of(
        decision.adaptation().apply(decision.action()), parent, List.of(decision), Origin.POLICY);
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
  private double odds(Candidate first, Candidate second) {
    return logProbability(first) - logProbability(second);
  }

  private double logProbability(Candidate candidate) {
    return policy.objective(
        candidate.decisions().stream()
            .map(decision -> new WeightedDecision(decision, 1, 0))
            .toList());
  }
}
