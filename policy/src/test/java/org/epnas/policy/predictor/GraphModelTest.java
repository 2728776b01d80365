package org.epnas.policy.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.trial.RankCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Gaussian process on networks whose worth is known. */
final class GraphModelTest {
  private static final int CHANNELS = 8;

  @Test
  void countsLayersWithTheirNeighboursAndNotTheirNames() {
    GraphFeatures features = new GraphFeatures();
    SparseCounts one = features.of(chain("a", List.of(0, 1, 1)));
    SparseCounts renamed = features.of(chain("b", List.of(0, 1, 1)));
    SparseCounts reordered = features.of(chain("a", List.of(1, 0, 1)));

    assertThat(one.squaredDistance(renamed)).isZero();
    assertThat(one.squaredDistance(reordered)).isPositive();
    // input, stem, one 3x3, two poolings, global pooling, logits, and 8 channels twice.
    assertThat(one.counts()).contains(2f, 1f);
    assertThat(one.squaredDistance(new SparseCounts(new int[0], new float[0])))
        .isEqualTo(sumOfSquares(one.counts()));
  }

  private static double sumOfSquares(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    return sum;
  }

  @Test
  void identitiesAndDeadLayersDoNotCount() {
    ArchitectureBuilder net = start();
    net.add("same", new Operation.Identity(), "stem");
    net.add("dead", new Operation.MaxPooling(3, 1), "stem");
    net.add("pool", new Operation.GlobalPooling(), "same");
    net.add("logits", new Operation.Dense(10), "pool");
    GraphFeatures features = new GraphFeatures();

    assertThat(features.of(net.build()).squaredDistance(features.of(chain("a", List.of()))))
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void ordersUnseenNetworksAfterFortyTrials(long seed) {
    List<Observation> observations = observations(seed, 140);
    GraphModel model = new GraphModel();

    model.fit(observations.subList(0, 40));

    List<Observation> unseen = observations.subList(40, 140);
    double[] predicted = predict(model, unseen).stream().mapToDouble(Prediction::mean).toArray();
    double[] observed = unseen.stream().mapToDouble(Observation::reward).toArray();
    assertThat(RankCorrelation.spearman(predicted, observed).orElseThrow()).isGreaterThan(0.8);
  }

  @Test
  void knowsWhatItHasSeenAndDoubtsWhatIsFarAway() {
    List<Observation> observations = observations(5, 40);
    GraphModel model = new GraphModel();
    model.fit(observations);
    PredictorInput strange =
        input(chain("x", List.of(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2)));

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
      error += Math.abs(predictions.get(i).mean() - others.get(i).reward()) / others.size();
    }
    assertThat(error).isLessThan(0.05);
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
      observations.add(new Observation(input(chain("n" + i, kinds)), reward));
    }
    return observations;
  }

  private static PredictorInput input(Architecture network) {
    return new PredictorInput(network, List.of(), Cost.of(network), 1, 1);
  }

  private static ArchitectureBuilder start() {
    ArchitectureBuilder net = new ArchitectureBuilder(new TensorShape(3, 8, 8), 10);
    net.add("stem", new Operation.Convolution(CHANNELS, 3, 1, 1, 1, Activation.RELU), "input");
    return net;
  }

  /** Kind 0 is a 3x3 convolution, 1 a pooling, 2 a 5x5 convolution. */
  private static Architecture chain(String prefix, List<Integer> kinds) {
    ArchitectureBuilder net = start();
    for (int i = 0; i < kinds.size(); i++) {
      Operation operation =
          switch (kinds.get(i)) {
            case 0 -> new Operation.Convolution(CHANNELS, 3, 1, 1, 1, Activation.RELU);
            case 1 -> new Operation.MaxPooling(3, 1);
            default -> new Operation.Convolution(CHANNELS, 5, 1, 1, 1, Activation.RELU);
          };
      net.add(prefix + i, operation, net.last());
    }
    net.add("pool", new Operation.GlobalPooling(), net.last());
    net.add("logits", new Operation.Dense(10), "pool");
    return net.build();
  }
}
