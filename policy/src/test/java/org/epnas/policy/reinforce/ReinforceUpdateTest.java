package org.epnas.policy.reinforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.policy.network.Decision;
import org.epnas.policy.network.PolicyConfig;
import org.epnas.policy.network.PolicyNetwork;
import org.epnas.policy.network.WeightedDecision;
import org.junit.jupiter.api.Test;

class ReinforceUpdateTest {
  private static final int BATCH = 16;
  private static final List<Integer> REWARDED = List.of(2, 1);
  private static final ReinforceConfig CONFIG = new ReinforceConfig(0.01, 0.01, 1);

  private final PolicyNetwork network =
      new PolicyNetwork(Bandit.VOCABULARY, new PolicyConfig(8, 16), 1);

  @Test
  void learnsTheRewardedArm() {
    ReinforceUpdate update = new ReinforceUpdate(network, CONFIG);
    assertThat(probability(REWARDED)).isLessThan(0.2);
    for (int episode = 0; episode < 150; episode++) {
      update.apply(rollouts(decide(episode)));
    }
    assertThat(probability(REWARDED)).isGreaterThan(0.9);
  }

  @Test
  void gradientIsThatOfTheStatedFormula() {
    List<Decision> decisions = decide(0);
    // Two rollouts of two transformations each: A = 2 and w = 0.5, A = -1 and w = 3; K = 2,
    // beta = 0.25: J = 1/2 (0.5 * 2 * (l0 + l1) + 3 * -1 * (l2 + l3)) + 0.25 / 2 * (H0 + ... + H3).
    List<Rollout> rollouts =
        List.of(
            new Rollout(decisions.subList(0, 2), 2, 0.5),
            new Rollout(decisions.subList(2, 4), -1, 3));
    List<WeightedDecision> terms =
        List.of(
            new WeightedDecision(decisions.get(0), -0.5, -0.125),
            new WeightedDecision(decisions.get(1), -0.5, -0.125),
            new WeightedDecision(decisions.get(2), 1.5, -0.125),
            new WeightedDecision(decisions.get(3), 1.5, -0.125));
    double loss = network.backward(terms);
    float[] expected = network.parameters().gradients().clone();
    UpdateReport report =
        new ReinforceUpdate(network, new ReinforceConfig(1e-9, 0.25, 1e9)).apply(rollouts);
    assertThat(network.parameters().gradients()).containsExactly(expected, within(1e-6f));
    assertThat(report.objective()).isCloseTo(-loss, within(1e-9));
    assertThat(report.rollouts()).isEqualTo(2);
    assertThat(report.clipped()).isFalse();
    assertThat(report.gradientNorm()).isCloseTo(norm(expected), within(1e-4));
    assertThat(report.meanEntropy())
        .isCloseTo(
            decisions.subList(0, 4).stream().mapToDouble(Decision::entropy).average().orElseThrow(),
            within(1e-12));
  }

  @Test
  void clipsTheGradient() {
    UpdateReport report =
        new ReinforceUpdate(network, new ReinforceConfig(1e-9, 0, 1e-3)).apply(rollouts(decide(0)));
    assertThat(report.clipped()).isTrue();
    assertThat(norm(network.parameters().gradients())).isCloseTo(1e-3, within(1e-8));
  }

  @Test
  void entropyBonusAloneFlattensThePolicy() {
    ReinforceUpdate update = new ReinforceUpdate(network, new ReinforceConfig(0.01, 1, 1));
    double before = update.apply(withoutAdvantage(decide(0))).meanEntropy();
    for (int episode = 1; episode < 40; episode++) {
      update.apply(withoutAdvantage(decide(episode)));
    }
    double after = update.apply(withoutAdvantage(decide(40))).meanEntropy();
    // Two choices among four have at most 2 ln 4 = 2.7726 nats.
    assertThat(after).isGreaterThan(before).isCloseTo(2 * Math.log(4), within(0.02));
  }

  @Test
  void restoredStateContinuesExactly() {
    ReinforceUpdate update = new ReinforceUpdate(network, CONFIG);
    update.apply(rollouts(decide(0)));
    byte[] state = update.state();
    update.apply(rollouts(decide(1)));
    PolicyNetwork other = new PolicyNetwork(Bandit.VOCABULARY, new PolicyConfig(8, 16), 99);
    ReinforceUpdate resumed = new ReinforceUpdate(other, CONFIG);
    resumed.restore(state);
    resumed.apply(rollouts(decide(other, 1)));
    assertThat(other.parameters().values()).containsExactly(network.parameters().values());
    assertThatThrownBy(() -> resumed.restore(new byte[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Policy state has 5 bytes");
  }

  @Test
  void noRolloutsChangeNothing() {
    byte[] before = network.parameters().state();
    UpdateReport report = new ReinforceUpdate(network, CONFIG).apply(List.of());
    assertThat(report).isEqualTo(new UpdateReport(0, 0, 0, 0, false));
    assertThat(network.parameters().state()).containsExactly(before);
  }

  @Test
  void refusesAnExplodedNetworkBeforeItTakesAStep() {
    ReinforceUpdate update = new ReinforceUpdate(network, CONFIG);
    List<Rollout> rollouts = rollouts(decide(0));
    Arrays.fill(network.parameters().values(), Float.NaN);
    byte[] optimiser = update.state();
    assertThatThrownBy(() -> update.apply(rollouts))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("loss (NaN)");
    assertThat(update.state()).containsExactly(optimiser);
  }

  @Test
  void aRolloutMustBeFinite() {
    assertThatThrownBy(() -> new Rollout(List.of(), Double.NaN, 1))
        .hasMessageContaining("Rollout advantage (NaN) must be finite");
    assertThatThrownBy(() -> new Rollout(List.of(), 1, Double.POSITIVE_INFINITY))
        .hasMessageContaining("Rollout weight (Infinity)");
  }

  @Test
  void saysWhatIsWrongWithTheConfiguration() {
    assertThatThrownBy(() -> new ReinforceConfig(0, 0, 1))
        .hasMessage("REINFORCE learning rate (0.0) must be positive. Maybe use 0.001.");
    assertThatThrownBy(() -> new ReinforceConfig(1, -1, 1)).hasMessageContaining("0 or more");
    assertThatThrownBy(() -> new ReinforceConfig(1, 0, Double.NaN)).hasMessageContaining("(NaN)");
  }

  private double probability(List<Integer> action) {
    Decision decision = new Decision(new Bandit(), action, 0, 0);
    return Math.exp(network.objective(List.of(new WeightedDecision(decision, 1, 0))));
  }

  private List<Decision> decide(int episode) {
    return decide(network, episode);
  }

  private static List<Decision> decide(PolicyNetwork network, int episode) {
    List<TransformationTree> batch = Collections.nCopies(BATCH, new Bandit());
    List<RandomStream> streams = new ArrayList<>();
    for (int replica = 0; replica < BATCH; replica++) {
      streams.add(RandomStream.of(1, RandomStream.Purpose.POLICY, episode, replica));
    }
    return network.decide(batch, streams);
  }

  /** Reward 1 for the rewarded arm and a half for either of its values. */
  private static List<Rollout> rollouts(List<Decision> decisions) {
    double[] rewards =
        decisions.stream().mapToDouble(decision -> reward(decision.action())).toArray();
    double[] advantages = Advantages.standardise(rewards);
    List<Rollout> rollouts = new ArrayList<>();
    for (int i = 0; i < advantages.length; i++) {
      rollouts.add(new Rollout(List.of(decisions.get(i)), advantages[i], 1));
    }
    return rollouts;
  }

  private static double reward(List<Integer> action) {
    double right = 0;
    for (int i = 0; i < action.size(); i++) {
      right += action.get(i).equals(REWARDED.get(i)) ? 0.5 : 0;
    }
    return right;
  }

  private static List<Rollout> withoutAdvantage(List<Decision> decisions) {
    return decisions.stream().map(decision -> new Rollout(List.of(decision), 0, 1)).toList();
  }

  private static double norm(float[] gradients) {
    double squares = 0;
    for (float gradient : gradients) {
      squares += gradient * gradient;
    }
    return Math.sqrt(squares);
  }
}
