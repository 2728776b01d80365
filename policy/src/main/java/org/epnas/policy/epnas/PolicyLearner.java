package org.epnas.policy.epnas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.bo.Candidate;
import org.epnas.policy.bo.Selected;
import org.epnas.policy.predictor.Evidence;
import org.epnas.policy.predictor.Prediction;
import org.epnas.policy.reinforce.DoublyRobust;
import org.epnas.policy.reinforce.DoublyRobust.Trained;
import org.epnas.policy.reinforce.ImportanceWeights;
import org.epnas.policy.reinforce.ReinforceConfig;
import org.epnas.policy.reinforce.ReinforceUpdate;
import org.epnas.policy.reinforce.Rollout;

/**
 * Turns the rollouts of an episode, of which few were trained, into updates of the policy by the
 * {@link DoublyRobust} gradient. The bonus for entropy shrinks to nothing towards the end of the
 * search.
 */
final class PolicyLearner {
  private final CreditConfig config;
  private final ReinforceConfig reinforce;
  private final double heldOutShare;
  private final ReinforceUpdate update;

  /**
   * @param heldOutShare of the trained ones that was drawn at random
   */
  PolicyLearner(
      CreditConfig config, ReinforceConfig reinforce, double heldOutShare, ReinforceUpdate update) {
    this.config = config;
    this.reinforce = reinforce;
    this.heldOutShare = heldOutShare;
    this.update = update;
  }

  /** A candidate and what became of it. */
  record Lesson(Selected selected, Trial trial) {}

  /**
   * Learns from an episode; trials that failed through no fault of their network do not count.
   *
   * @param predicted rewards, one per rollout
   * @param lessons of candidates of any source: those that are no rollout of a policy teach nothing
   * @param reward present one of a trial
   * @param progress share of the search that is over, in [0, 1]
   */
  void learn(
      List<Candidate> rollouts,
      double[] predicted,
      List<Lesson> lessons,
      ToDoubleFunction<Trial> reward,
      double progress) {
    List<Rollout> steps = steps(rollouts, predicted, lessons, reward);
    double entropy = reinforce.entropyCoefficient() * (1 - Math.max(0, Math.min(1, progress)));
    for (int i = 0; i < config.updates() && !steps.isEmpty(); i++) {
      update.apply(steps, entropy);
    }
  }

  /** All rollouts, those that were trained and are not among them included. */
  List<Rollout> steps(
      List<Candidate> rollouts,
      double[] predicted,
      List<Lesson> lessons,
      ToDoubleFunction<Trial> reward) {
    List<Candidate> all = new ArrayList<>(rollouts);
    IdentityHashMap<Candidate, Integer> numbers = new IdentityHashMap<>();
    for (int i = 0; i < all.size(); i++) {
      numbers.putIfAbsent(all.get(i), i);
    }
    List<Lesson> own = lessons.stream().filter(PolicyLearner::teaches).toList();
    for (Lesson lesson : own) {
      if (numbers.putIfAbsent(lesson.selected.candidate(), all.size()) == null) {
        all.add(lesson.selected.candidate());
      }
    }
    double[] expected = Arrays.copyOf(predicted, all.size());
    for (Lesson lesson : own) {
      // What was predicted before it was trained, not what is known since.
      expected[number(lesson, numbers)] = predicted(lesson);
    }
    double[] advantages =
        DoublyRobust.advantages(expected, trained(own, numbers, expected, reward));
    return IntStream.range(0, all.size())
        .mapToObj(i -> new Rollout(all.get(i).decisions(), advantages[i], 1))
        .toList();
  }

  private static boolean teaches(Lesson lesson) {
    return !lesson.selected.candidate().decisions().isEmpty()
        && lesson.selected.prediction().isPresent()
        && Evidence.aboutNetwork(lesson.trial.outcome());
  }

  private static int number(Lesson lesson, IdentityHashMap<Candidate, Integer> numbers) {
    return Objects.requireNonNull(numbers.get(lesson.selected.candidate()));
  }

  private static double predicted(Lesson lesson) {
    return lesson.selected.prediction().map(Prediction::mean).orElseThrow();
  }

  private List<Trained> trained(
      List<Lesson> own,
      IdentityHashMap<Candidate, Integer> numbers,
      double[] expected,
      ToDoubleFunction<Trial> reward) {
    double[] logRatios = SelectionCorrection.logRatios(expected, heldOutShare);
    int[] rollouts = own.stream().mapToInt(lesson -> number(lesson, numbers)).toArray();
    double[] weights =
        ImportanceWeights.selfNormalised(
            Arrays.stream(rollouts).mapToDouble(i -> logRatios[i]).toArray(), config.weightLimit());
    return IntStream.range(0, rollouts.length)
        .mapToObj(k -> new Trained(rollouts[k], reward.applyAsDouble(own.get(k).trial), weights[k]))
        .toList();
  }
}
