package org.epnas.policy.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.policy.nn.GradientCheck;
import org.epnas.policy.nn.Implementations;
import org.epnas.policy.nn.VectorMath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyNetworkTest {
  private static final PolicyConfig SMALL = new PolicyConfig(5, 19);

  /** Different lengths, one length 1, and two equal sequences that share their embedding. */
  private static final List<TransformationTree> BATCH =
      List.of(
          new FakeAdaptation(0, 1, 2, 3),
          new FakeAdaptation(2),
          new FakeAdaptation(3, 3, 1, 0, 2, 1, 1),
          new FakeAdaptation(0, 1, 2, 3),
          new FakeAdaptation(1, 2));

  /** One action of each kind and length; together they use every head and feed back every kind. */
  private static final List<Decision> COVERING =
      List.of(
          new Decision(BATCH.get(0), List.of(FakeAdaptation.INSERT, 2, 4, 1), 0, 0),
          new Decision(BATCH.get(1), List.of(FakeAdaptation.INSERT, 0, 0, 0), 0, 0),
          new Decision(BATCH.get(2), List.of(FakeAdaptation.REMOVE, 5), 0, 0),
          new Decision(BATCH.get(3), List.of(FakeAdaptation.INSERT, 3, 2, 3), 0, 0),
          new Decision(BATCH.get(4), List.of(FakeAdaptation.STOP), 0, 0));

  static List<VectorMath> implementations() {
    return Implementations.all();
  }

  @Test
  void equalSeedsGiveEqualDecisionsAndOthersDiffer() {
    List<Decision> first = decide(new PolicyNetwork(FakeAdaptation.VOCABULARY, SMALL, 7), 1);
    assertThat(decide(new PolicyNetwork(FakeAdaptation.VOCABULARY, SMALL, 7), 1)).isEqualTo(first);
    assertThat(decide(new PolicyNetwork(FakeAdaptation.VOCABULARY, SMALL, 8), 1))
        .isNotEqualTo(first);
    assertThat(decide(new PolicyNetwork(FakeAdaptation.VOCABULARY, SMALL, 7), 2))
        .isNotEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void offersOnlyCompleteValidActions(VectorMath math) {
    PolicyNetwork network = network(math);
    for (int seed = 0; seed < 40; seed++) {
      for (Decision decision : decide(network, seed)) {
        // Replaying throws if any value is invalid or the path is not complete.
        ActionPath.replay(decision.adaptation(), decision.action());
        assertThat(decision.logProbability()).isNegative().isFinite();
        assertThat(decision.entropy()).isPositive();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void evaluatesASampleToItsOwnLogProbabilityAndEntropyInAnyBatch(VectorMath math) {
    PolicyNetwork network = network(math);
    for (Decision decision : decide(network, 3)) {
      double logProbability = network.objective(List.of(new WeightedDecision(decision, 1, 0)));
      double entropy = network.objective(List.of(new WeightedDecision(decision, 0, 1)));
      assertThat(logProbability).isEqualTo(decision.logProbability());
      assertThat(entropy).isEqualTo(decision.entropy());
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void gradientIsThatOfTheObjective(VectorMath math) {
    PolicyNetwork network = decided(math);
    List<WeightedDecision> terms = weighted(COVERING, new Random(6));
    double objective = network.backward(terms);
    assertThat(objective).isCloseTo(network.objective(terms), within(1e-9));
    GradientCheck.parameters(network.parameters(), () -> network.objective(terms));
  }

  @Test
  void gradientsAddUp() {
    PolicyNetwork network = network(implementations().getFirst());
    List<WeightedDecision> terms = weighted(decide(network, 5), new Random(6));
    network.backward(terms);
    float[] once = network.parameters().gradients().clone();
    network.backward(terms);
    float[] twice = network.parameters().gradients();
    for (int i = 0; i < once.length; i++) {
      assertThat(twice[i]).isCloseTo(2 * once[i], within(1e-4f));
    }
  }

  @Test
  void samplesAsOftenAsItsProbabilitySays() {
    PolicyNetwork network = network(implementations().getFirst());
    TransformationTree adaptation = new FakeAdaptation(1, 2);
    int samples = 4000;
    List<Decision> decisions =
        network.decide(
            IntStream.range(0, samples).mapToObj(i -> adaptation).toList(),
            IntStream.range(0, samples).mapToObj(i -> stream(1, i)).toList());
    Decision stop = new Decision(adaptation, List.of(FakeAdaptation.STOP), 0, 0);
    double probability = Math.exp(network.objective(List.of(new WeightedDecision(stop, 1, 0))));
    double share =
        decisions.stream().filter(d -> d.action().equals(stop.action())).count() / (double) samples;
    // Four standard deviations of a share at p = 1/2.
    assertThat(share).isCloseTo(probability, within(4 * 0.5 / Math.sqrt(samples)));
  }

  @Test
  void anEmptyBatchHasNoDecisionsAndNoGradient() {
    PolicyNetwork network = network(implementations().getFirst());
    assertThat(network.decide(List.of(), List.of())).isEmpty();
    assertThat(network.backward(List.of())).isZero();
  }

  @Test
  void saysWhatIsWrongWithItsInput() {
    PolicyNetwork network = network(implementations().getFirst());
    Decision foreign = new Decision(new FakeAdaptation(1), List.of(FakeAdaptation.REMOVE, 0), 0, 0);
    assertThatThrownBy(() -> network.objective(List.of(new WeightedDecision(foreign, 1, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Value (1) after [] is not valid");
    Decision cut = new Decision(new FakeAdaptation(1, 2), List.of(FakeAdaptation.INSERT), 0, 0);
    assertThatThrownBy(() -> network.objective(List.of(new WeightedDecision(cut, 1, 0))))
        .hasMessageContaining("[0] is not a complete path");
    assertThatThrownBy(() -> network.decide(BATCH, List.of(new Random(1))))
        .hasMessageContaining("1 random streams for a batch of 5");
    PolicyNetwork other =
        new PolicyNetwork(
            new Vocabulary(FakeAdaptation.VOCABULARY.features(), List.of()), SMALL, 1);
    assertThatThrownBy(() -> decide(other, 1)).hasMessageContaining("head (0)");
    Vocabulary oneFeature =
        new Vocabulary(
            FakeAdaptation.VOCABULARY.features().subList(0, 1), FakeAdaptation.VOCABULARY.heads());
    PolicyNetwork narrow = new PolicyNetwork(oneFeature, SMALL, 1);
    assertThatThrownBy(() -> decide(narrow, 1))
        .hasMessageContaining("the vocabulary has 1 features");
  }

  private static PolicyNetwork network(VectorMath math) {
    return new PolicyNetwork(FakeAdaptation.VOCABULARY, SMALL, math, new Random(11));
  }

  /** Larger parameters: choices of a new network hardly depend on earlier ones. */
  private static PolicyNetwork decided(VectorMath math) {
    PolicyNetwork network = network(math);
    float[] values = network.parameters().values();
    for (int i = 0; i < values.length; i++) {
      values[i] *= 2;
    }
    return network;
  }

  private static List<Decision> decide(PolicyNetwork network, long seed) {
    List<RandomGenerator> streams = new ArrayList<>();
    for (int element = 0; element < BATCH.size(); element++) {
      streams.add(stream(seed, element));
    }
    return network.decide(BATCH, streams);
  }

  private static RandomStream stream(long seed, int element) {
    return RandomStream.of(seed, RandomStream.Purpose.POLICY, 0, element);
  }

  private static List<WeightedDecision> weighted(List<Decision> decisions, Random random) {
    return decisions.stream()
        .map(d -> new WeightedDecision(d, random.nextGaussian(), random.nextGaussian()))
        .toList();
  }
}
