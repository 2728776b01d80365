package org.epnas.policy.bo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.predictor.AccuracyPredictor;
import org.epnas.policy.predictor.History;
import org.epnas.policy.predictor.Prediction;
import org.epnas.policy.predictor.PredictorConfig;
import org.epnas.policy.predictor.PredictorInput;
import org.epnas.policy.predictor.RewardModel;
import org.epnas.policy.schedule.Elite;
import org.epnas.policy.schedule.ElitePool;

/**
 * What is known of networks from the trials so far: the posterior of their accuracy after the short
 * training that a candidate would get, and of the reward that follows from it.
 */
final class Posterior {
  private final StrategyContext context;
  private final AccuracyPredictor predictor;
  private final RewardModel rewards;
  private final ElitePool elites;
  private final History history = new History();
  private boolean stale;

  Posterior(StrategyContext context, PredictorConfig config, ElitePool elites) {
    this.context = context;
    this.elites = elites;
    predictor = new AccuracyPredictor(context.space().vocabulary(), config, context.seed());
    rewards = new RewardModel(context.limits());
  }

  /** Takes in a trial that the elites took in before. */
  void observe(Trial trial) {
    int lineage =
        context.fidelities().any() ? elites.lineageEpochs(trial) : trial.proposal().epochs();
    history.add(input(trial.architecture(), trial.proposal().epochs(), lineage), trial);
    stale = true;
  }

  /** Brings everything up to date; false where there is too little to predict from. */
  boolean ready() {
    if (stale) {
      predictor.fit(history.observations());
      stale = false;
    }
    return predictor.ready();
  }

  /** Number of trials that it learned from. */
  int observations() {
    return history.size();
  }

  /**
   * A trained network and what going on with it would give.
   *
   * @param reward predicted, of another short training of it
   */
  record Known(Elite elite, double reward) {}

  /** The trained networks that the predictor remembers, feasible ones first, then by the reward. */
  List<Known> trained() {
    Set<String> hashes = new LinkedHashSet<>();
    predictor.held().forEach(index -> hashes.add(history.trial(index).hash()));
    List<Elite> known = hashes.stream().flatMap(hash -> elites.latest(hash).stream()).toList();
    List<PredictorInput> inputs =
        known.stream().map(elite -> input(elite.architecture(), Parent.of(elite))).toList();
    List<Prediction> predictions = predictor.predict(inputs);
    List<Known> trained = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Elite elite = known.get(i);
      trained.add(
          new Known(elite, rewards.reward(predictions.get(i), elite.trial().uses()).mean()));
    }
    trained.sort(
        Comparator.comparing((Known one) -> !one.elite.trial().feasible())
            .thenComparing(Comparator.comparingDouble(Known::reward).reversed()));
    return trained;
  }

  /** What accuracies training candidates is expected to give. */
  List<Prediction> accuracies(List<Candidate> candidates) {
    return predictor.predict(
        candidates.stream().map(one -> input(one.architecture(), one.parent())).toList());
  }

  /** What training a candidate is expected to give. */
  Prediction reward(Candidate candidate) {
    return reward(candidate, rewards.uses(candidate.architecture()));
  }

  /** The same with what has to be measured. */
  Prediction measuredReward(Candidate candidate) {
    return reward(candidate, rewards.measuredUses(candidate.architecture()));
  }

  private Prediction reward(Candidate candidate, List<Usage> uses) {
    return rewards.reward(
        predictor.predict(List.of(input(candidate.architecture(), candidate.parent()))).getFirst(),
        uses);
  }

  /** Takes candidates to turn out as predicted, until {@link #forgetBeliefs}. */
  void believe(Candidate candidate) {
    predictor.believe(input(candidate.architecture(), candidate.parent()));
  }

  void forgetBeliefs() {
    predictor.forgetBeliefs();
  }

  /** A short training from the weights of a parent, if weights are inherited. */
  private PredictorInput input(Architecture architecture, Parent parent) {
    int inherited = context.inherits() ? parent.lineageEpochs() : 0;
    return input(architecture, context.epochs(), context.epochs() + inherited);
  }

  private PredictorInput input(Architecture architecture, int epochs, int lineageEpochs) {
    return new PredictorInput(
        architecture,
        context.space().transformations(architecture).tokens(),
        Cost.of(architecture),
        epochs,
        lineageEpochs);
  }
}
