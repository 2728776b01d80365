package org.epnas.policy.epnas;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.epnas.policy.epnas.Episode.Result;
import org.epnas.policy.predictor.Evidence;
import org.epnas.policy.predictor.Prediction;
import org.epnas.policy.reinforce.Advantages;
import org.epnas.policy.reinforce.ImportanceWeights;
import org.epnas.policy.reinforce.ReinforceUpdate;
import org.epnas.policy.reinforce.Rollout;

/**
 * Turns the trials of an episode into one update of the policy. The advantage of a trial is R - b,
 * standardised over the episode, where b blends what the predictor had expected of it with an
 * exponential moving average of the rewards: what is praised is being better than expected. The
 * part of b that depends on the action biases the gradient towards what the predictor underrates,
 * which is where trials teach most; the weights undo the ranking's preference.
 */
final class PolicyLearner {
  private final CreditConfig config;
  private final ReinforceUpdate update;
  private OptionalDouble average = OptionalDouble.empty();

  PolicyLearner(CreditConfig config, ReinforceUpdate update) {
    this.config = config;
    this.update = update;
  }

  /** Learns from an episode; trials that failed through no fault of their network do not count. */
  void learn(List<Result> episode) {
    List<Result> fair =
        episode.stream().filter(result -> Evidence.aboutNetwork(result.trial().outcome())).toList();
    List<Rollout> rollouts = rollouts(fair);
    if (!rollouts.isEmpty()) {
      update.apply(rollouts);
    }
    fair.stream().mapToDouble(result -> result.trial().reward()).average().ifPresent(this::follow);
  }

  /** One rollout for every result that the policy had a part in. */
  List<Rollout> rollouts(List<Result> fair) {
    List<Result> own =
        fair.stream()
            .filter(result -> !result.selected().candidate().decisions().isEmpty())
            .toList();
    double fallback = own.stream().mapToDouble(r -> r.trial().reward()).average().orElse(0);
    double[] advantages =
        Advantages.standardise(
            own.stream().mapToDouble(result -> advantage(result, fallback)).toArray());
    double[] weights =
        ImportanceWeights.selfNormalised(
            own.stream().mapToDouble(result -> result.selected().logRatio()).toArray(),
            config.weightLimit());
    List<Rollout> rollouts = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      rollouts.add(
          new Rollout(own.get(i).selected().candidate().decisions(), advantages[i], weights[i]));
    }
    return rollouts;
  }

  private double advantage(Result result, double fallback) {
    double expected = average.orElse(fallback);
    double predicted = result.selected().prediction().map(Prediction::mean).orElse(expected);
    return result.trial().reward()
        - (config.predictedShare() * predicted + (1 - config.predictedShare()) * expected);
  }

  private void follow(double reward) {
    average =
        OptionalDouble.of(
            average.isPresent()
                ? config.averageDecay() * average.getAsDouble()
                    + (1 - config.averageDecay()) * reward
                : reward);
  }
}
