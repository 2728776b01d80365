package org.epnas.policy.pnas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.predictor.AccuracyPredictor;
import org.epnas.policy.predictor.History;
import org.epnas.policy.predictor.Prediction;
import org.epnas.policy.predictor.PredictorConfig;
import org.epnas.policy.predictor.PredictorInput;
import org.epnas.policy.predictor.RewardModel;

/** Predicts what networks are worth from all that were trained, and ranks by the mean. */
final class Surrogate {
  private final StrategyContext context;
  private final AccuracyPredictor predictor;
  private final RewardModel rewards;
  private final History history = new History();
  private boolean stale;

  Surrogate(StrategyContext context, PredictorConfig config) {
    this.context = context;
    predictor = new AccuracyPredictor(context.space().vocabulary(), config, context.seed());
    rewards = new RewardModel(context.limits());
  }

  /** A network and the reward that it is expected to get, if anything is. */
  record Ranked(Architecture architecture, OptionalDouble expected) {}

  void observe(Trial trial) {
    history.add(input(trial.architecture()), trial);
    stale = true;
  }

  /** Best first; in random order while there is nothing to predict from. */
  List<Ranked> rank(List<Architecture> networks, RandomStream random) {
    fit();
    return predictor.ready() ? byPrediction(networks) : shuffled(networks, random);
  }

  private void fit() {
    if (stale) {
      predictor.fit(history.observations());
      stale = false;
    }
  }

  private List<Ranked> byPrediction(List<Architecture> networks) {
    List<Prediction> predictions = predictor.predict(networks.stream().map(this::input).toList());
    return IntStream.range(0, networks.size())
        .mapToObj(i -> ranked(networks.get(i), predictions.get(i)))
        .sorted(Comparator.comparingDouble((Ranked one) -> one.expected().orElseThrow()).reversed())
        .toList();
  }

  private Ranked ranked(Architecture network, Prediction accuracy) {
    Prediction reward = rewards.reward(accuracy, rewards.uses(network));
    return new Ranked(network, OptionalDouble.of(reward.mean()));
  }

  private static List<Ranked> shuffled(List<Architecture> networks, RandomStream random) {
    int[] order = IntStream.range(0, networks.size()).toArray();
    random.shuffle(order);
    List<Ranked> ranked = new ArrayList<>();
    for (int i : order) {
      ranked.add(new Ranked(networks.get(i), OptionalDouble.empty()));
    }
    return ranked;
  }

  private PredictorInput input(Architecture architecture) {
    return new PredictorInput(
        architecture,
        context.space().transformations(architecture).tokens(),
        Cost.of(architecture),
        context.epochs(),
        context.epochs());
  }
}
