package org.epnas.policy.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.trial.RankCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Gaussian process on networks whose worth is known. */
final class GraphModelTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void ordersUnseenNetworksAfterFortyTrials(long seed) {
    List<Observation> observations = observations(seed, 140);
    GraphModel model = new GraphModel();

    model.fit(observations.subList(0, 40));

    List<Observation> unseen = observations.subList(40, 140);
    double[] predicted = predict(model, unseen).stream().mapToDouble(Prediction::mean).toArray();
    double[] observed = unseen.stream().mapToDouble(Observation::accuracy).toArray();
    assertThat(RankCorrelation.spearman(predicted, observed).orElseThrow()).isGreaterThan(0.8);
  }

  @Test
  void knowsWhatItHasSeenAndDoubtsWhatIsFarAway() {
    List<Observation> observations = observations(5, 40);
    GraphModel model = new GraphModel();
    model.fit(observations);
    PredictorInput strange =
        input(Networks.chain("x", List.of(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2)));

    double seen =
        predict(model, observations).stream()
            .mapToDouble(Prediction::deviation)
            .average()
            .orElseThrow();

    assertThat(model.predict(List.of(strange)).getFirst().deviation()).isGreaterThan(2 * seen);
  }

  @Test
  void oneCollapsedNetworkDoesNotSpoilTheOthers() {
    List<Observation> observations = new ArrayList<>(observations(6, 60));
    observations.set(3, new Observation(observations.get(3).input(), -50));
    GraphModel model = new GraphModel();
    model.fit(observations);

    List<Observation> others = observations.subList(4, 60);
    double error = 0;
    List<Prediction> predictions = predict(model, others);
    for (int i = 0; i < others.size(); i++) {
      error += Math.abs(predictions.get(i).mean() - others.get(i).accuracy()) / others.size();
    }
    assertThat(error).isLessThan(0.05);
  }

  @Test
  void deviationsAreThoseOfTheErrors() {
    int one = 0;
    int two = 0;
    for (long seed = 11; seed <= 20; seed++) {
      List<Observation> observations = observations(seed, 100);
      GraphModel model = new GraphModel();
      model.fit(observations.subList(0, 50));
      List<Observation> unseen = observations.subList(50, 100);
      List<Prediction> predictions = predict(model, unseen);
      for (int i = 0; i < unseen.size(); i++) {
        double error = Math.abs(unseen.get(i).accuracy() - predictions.get(i).mean());
        one += error <= predictions.get(i).deviation() ? 1 : 0;
        two += error <= 2 * predictions.get(i).deviation() ? 1 : 0;
      }
    }
    // A Gaussian has 341 and 477 of the 500.
    assertThat(one).isBetween(300, 400);
    assertThat(two).isBetween(440, 495);
  }

  @Test
  void tellsLongTrainingsFromShortOnes() {
    List<Observation> observations = new ArrayList<>();
    for (Observation seen : observations(8, 30)) {
      PredictorInput shorter = seen.input();
      observations.add(seen);
      observations.add(
          new Observation(
              new PredictorInput(shorter.architecture(), shorter.tokens(), shorter.cost(), 16, 16),
              seen.accuracy() + 0.2));
    }
    GraphModel model = new GraphModel();
    model.fit(observations);

    double gain = 0;
    for (Observation unseen : observations(9, 20)) {
      PredictorInput input = unseen.input();
      PredictorInput longer =
          new PredictorInput(input.architecture(), input.tokens(), input.cost(), 16, 16);
      List<Prediction> both = model.predict(List.of(input, longer));
      gain += (both.get(1).mean() - both.get(0).mean()) / 20;
    }
    assertThat(gain).isBetween(0.15, 0.25);
  }

  /** How long a step takes then: {@code ./benchmarks SearchStepBenchmark}. */
  @Test
  void remembersTheBestOfMany() {
    List<Observation> observations = observations(3, 3000);
    GraphModel model = new GraphModel();
    model.fit(observations.subList(0, 2600));
    for (int seen = 2601; seen <= 3000; seen++) {
      model.fit(observations.subList(0, seen));
    }

    List<Integer> best =
        IntStream.range(0, 3000)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -observations.get(i).accuracy()))
            .limit(80)
            .toList();
    assertThat(model.held()).hasSizeBetween(300, 330).containsAll(best).doesNotHaveDuplicates();
  }

  /** One observation after the other or all at once: the same predictions. */
  @Test
  void growsAsIfItHadSeenAllAtOnce() {
    List<Observation> observations = observations(4, 60);
    GraphModel grown = new GraphModel();
    grown.fit(observations.subList(0, 50));
    for (int seen = 51; seen <= 60; seen++) {
      grown.fit(observations.subList(0, seen));
    }
    GraphModel anew = new GraphModel();
    anew.fit(observations.subList(0, 60));

    List<Observation> unseen = observations(14, 40);
    List<Prediction> one = predict(grown, unseen);
    List<Prediction> other = predict(anew, unseen);
    for (int i = 0; i < unseen.size(); i++) {
      // The scale of the distances and the kernel's parameters are those of 50 and of 60.
      assertThat(one.get(i).mean())
          .isCloseTo(other.get(i).mean(), within(2 * other.get(i).deviation()));
    }
    double[] first = one.stream().mapToDouble(Prediction::mean).toArray();
    double[] second = other.stream().mapToDouble(Prediction::mean).toArray();
    assertThat(RankCorrelation.spearman(first, second).orElseThrow()).isGreaterThan(0.97);
  }

  @Test
  void aBeliefChangesNoMeanAndMakesItsSurroundingsSurer() {
    List<Observation> observations = observations(5, 40);
    List<Observation> unseen = observations(15, 20);
    GraphModel model = new GraphModel();
    model.fit(observations);
    List<Prediction> before = predict(model, unseen);

    model.believe(unseen.getFirst().input());

    List<Prediction> believing = predict(model, unseen);
    for (int i = 0; i < unseen.size(); i++) {
      assertThat(believing.get(i).mean()).isCloseTo(before.get(i).mean(), within(1e-9));
      assertThat(believing.get(i).latent())
          .isLessThanOrEqualTo(before.get(i).latent() * (1 + 1e-9));
    }
    assertThat(believing.getFirst().latent()).isLessThan(0.95 * before.getFirst().latent());

    model.forgetBeliefs();
    assertThat(predict(model, unseen)).isEqualTo(before);
  }

  @Test
  void equalRewardsAreNoDifficulty() {
    List<Observation> equal =
        observations(7, 10).stream().map(seen -> new Observation(seen.input(), 0.5)).toList();
    GraphModel model = new GraphModel();

    model.fit(equal);

    assertThat(predict(model, equal))
        .allSatisfy(prediction -> assertThat(prediction.mean()).isEqualTo(0.5));
  }

  private static List<Prediction> predict(GraphModel model, List<Observation> observations) {
    return model.predict(observations.stream().map(Observation::input).toList());
  }

  /** Convolutions help, a pooling hurts, most of all behind another one. */
  private static List<Observation> observations(long seed, int count) {
    RandomGenerator random = RandomStream.of(seed, Purpose.STRATEGY, 0, 0);
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<Integer> kinds = random.ints(2 + random.nextInt(6), 0, 3).boxed().toList();
      double worth = 0;
      for (int at = 0; at < kinds.size(); at++) {
        boolean pooling = kinds.get(at) == 1;
        boolean again = pooling && at > 0 && kinds.get(at - 1) == 1;
        worth += pooling ? (again ? -0.06 : -0.02) : 0.03 * (1 + kinds.get(at));
      }
      double reward = 0.6 + 0.3 * Math.tanh(worth) + 0.005 * random.nextGaussian();
      observations.add(new Observation(input(Networks.chain("n" + i, kinds)), reward));
    }
    return observations;
  }

  private static PredictorInput input(Architecture network) {
    return new PredictorInput(network, List.of(), Cost.of(network), 1, 1);
  }
}
