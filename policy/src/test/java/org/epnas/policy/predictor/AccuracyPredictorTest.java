package org.epnas.policy.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.kernel.trial.RankCorrelation;
import org.epnas.policy.predictor.PredictorConfig.Kind;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccuracyPredictorTest {
  /** The ensemble looks at tokens alone. */
  private static final Architecture NETWORK = new ChainSpace().initial();

  private static final int TYPES = 5;
  private static final int WIDTHS = 4;
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of(new Vocabulary.Category("type", TYPES), new Vocabulary.Category("width", WIDTHS)),
          List.of());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void ordersUnseenNetworksAfterSixtyTrials(long seed) {
    List<Observation> observations = observations(seed, 160);
    AccuracyPredictor predictor = predictor(seed);

    for (int seen = 6; seen <= 60; seen += 6) {
      predictor.fit(observations.subList(0, seen));
    }

    assertThat(spearman(predictor, observations.subList(60, 160))).isGreaterThan(0.7);
  }

  @Test
  void predictsInUnitsOfTheReward() {
    List<Observation> observations = observations(4, 60);
    AccuracyPredictor predictor = predictor(4);
    for (int fit = 0; fit < 10; fit++) {
      predictor.fit(observations);
    }

    double error = 0;
    for (Observation seen : observations) {
      Prediction prediction = predictor.predict(List.of(seen.input())).getFirst();
      error += Math.abs(prediction.mean() - seen.accuracy()) / observations.size();
      assertThat(prediction.deviation()).isPositive();
      assertThat(prediction.upperBound(2))
          .isEqualTo(prediction.mean() + 2 * prediction.deviation());
    }
    // The rewards' own mean absolute deviation is about 0.08.
    assertThat(error).isLessThan(0.05);
  }

  @Test
  void theSameSeedAndFitsGiveTheSamePredictions() {
    List<Observation> observations = observations(5, 30);
    List<PredictorInput> inputs = observations.stream().map(Observation::input).toList();

    assertThat(fitted(5, observations).predict(inputs))
        .isEqualTo(fitted(5, observations).predict(inputs))
        .isNotEqualTo(fitted(6, observations).predict(inputs));
  }

  @Test
  void theBatchDoesNotChangeAPrediction() {
    List<Observation> observations = observations(7, 30);
    AccuracyPredictor predictor = fitted(7, observations);
    List<PredictorInput> inputs = observations.stream().map(Observation::input).toList();

    assertThat(predictor.predict(inputs).get(17))
        .isEqualTo(predictor.predict(List.of(inputs.get(17))).getFirst());
  }

  @Test
  void waitsForEnoughObservations() {
    AccuracyPredictor predictor = predictor(8);
    predictor.fit(observations(8, 4));

    assertThat(predictor.ready()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> predictor.predict(List.of()))
        .withMessageContaining("at least (5) observations");

    predictor.fit(observations(8, 5));
    assertThat(predictor.ready()).isTrue();
    assertThat(predictor.predict(List.of())).isEmpty();
  }

  @Test
  void copesWithRewardsThatAreAllEqual() {
    List<Observation> equal =
        observations(9, 10).stream().map(seen -> new Observation(seen.input(), 0.5)).toList();

    assertThat(fitted(9, equal).predict(List.of(equal.getFirst().input())))
        .containsExactly(new Prediction(0.5, 0));
  }

  @Test
  void refusesWhatItCannotLearnFrom() {
    PredictorInput input = observations(1, 1).getFirst().input();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Observation(input, Double.NaN))
        .withMessageContaining("(NaN)");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new PredictorConfig(Kind.ENSEMBLE, 1, PredictorConfig.DEFAULT.encoder(), 1, 1, 1, 0, 5))
        .withMessage("Predictor members (1) must be at least 2. Maybe use 5.");
  }

  private static AccuracyPredictor predictor(long seed) {
    return new AccuracyPredictor(VOCABULARY, PredictorConfig.DEFAULT.withKind(Kind.ENSEMBLE), seed);
  }

  private static AccuracyPredictor fitted(long seed, List<Observation> observations) {
    AccuracyPredictor predictor = predictor(seed);
    predictor.fit(observations);
    return predictor;
  }

  private static double spearman(AccuracyPredictor predictor, List<Observation> test) {
    double[] predicted =
        predictor.predict(test.stream().map(Observation::input).toList()).stream()
            .mapToDouble(Prediction::mean)
            .toArray();
    double[] observed = test.stream().mapToDouble(Observation::accuracy).toArray();
    return RankCorrelation.spearman(predicted, observed).orElseThrow();
  }

  private static List<Observation> observations(long seed, int count) {
    RandomStream random = RandomStream.of(seed, Purpose.SHUFFLE, 0, 0);
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      observations.add(observation(random));
    }
    return observations;
  }

  /**
   * 3 to 12 layers whose types differ in what they are worth, with diminishing returns; a layer
   * that narrows the network costs something, so the order matters; noise as of a short training.
   */
  private static Observation observation(RandomGenerator random) {
    List<Token> tokens = new ArrayList<>();
    double worth = 0;
    long parameters = 10;
    int before = 0;
    for (int layers = 3 + random.nextInt(10); layers > 0; layers--) {
      int type = random.nextInt(TYPES);
      int width = random.nextInt(WIDTHS);
      tokens.add(new Token(List.of(type, width)));
      worth += 0.1 * type * (1 + width) - (width < before ? 0.3 : 0);
      parameters += (long) (1 + before) * (1 + width) * 100;
      before = width;
    }
    double reward = 0.9 - 0.5 * Math.exp(-0.3 * Math.max(0, worth)) + 0.01 * random.nextGaussian();
    return new Observation(
        new PredictorInput(NETWORK, tokens, new Cost(parameters, 50 * parameters, 1), 1, 1),
        reward);
  }
}
