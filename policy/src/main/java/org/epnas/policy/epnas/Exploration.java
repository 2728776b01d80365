package org.epnas.policy.epnas;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.policy.predictor.Prediction;
import org.epnas.policy.predictor.PredictorInput;
import org.epnas.policy.predictor.RewardPredictor;
import org.epnas.policy.schedule.Elite;
import org.epnas.policy.schedule.ElitePool;

/**
 * One episode up to training: what to start from, what it could become, and which of it to train.
 */
final class Exploration {
  private final StrategyContext context;
  private final ExplorationConfig config;
  private final CandidateSource source;
  private final RewardPredictor predictor;
  private final CandidateRanking ranking;

  /** Held-out trials that the episodes so far fell short of their share, in [0, 1). */
  private double owed;

  Exploration(
      StrategyContext context,
      EpnasConfig config,
      CandidateSource source,
      RewardPredictor predictor) {
    this.context = context;
    this.config = config.exploration();
    this.source = source;
    this.predictor = predictor;
    ranking = new CandidateRanking(config.ranking(), config.exploration());
  }

  /** The best network so far, or sometimes one of the best few, or the initial one. */
  Parent parent(ElitePool elites, int episode) {
    if (elites.isEmpty()) {
      return Parent.untrained(context.space().initial());
    }
    RandomStream random = RandomStream.of(context.seed(), Purpose.PARENT, episode, 0);
    Elite elite =
        random.nextDouble() < config.baselineEpsilon()
            ? elites.draw(config.elites(), config.eliteTemperature(), random)
            : elites.best().orElseThrow();
    return Parent.of(elite);
  }

  /**
   * @param progress share of the search before its final phase that is over, in [0, 1]
   * @param count K, how many candidates to train
   * @param seen hashes of everything proposed before
   * @return best first; fewer than wanted where no more were found
   */
  List<Selected> select(Parent parent, double progress, int episode, int count, Set<String> seen) {
    List<Candidate> candidates =
        source.find(parent.architecture(), config.transformations(progress), episode, count, seen);
    Optional<List<Prediction>> predictions = predictions(candidates, parent);
    return ranking.select(
        candidates,
        predictions,
        count,
        predictions.isPresent() ? heldOut(Math.min(count, candidates.size())) : 0,
        RandomStream.of(context.seed(), Purpose.EXPLORATION, episode, 0));
  }

  /** The share over all episodes is exact, however few each one trains. */
  private int heldOut(int trained) {
    owed += config.heldOutShare() * trained;
    int whole = (int) owed;
    owed -= whole;
    return whole;
  }

  private Optional<List<Prediction>> predictions(List<Candidate> candidates, Parent parent) {
    if (!predictor.ready()) {
      return Optional.empty();
    }
    int lineageEpochs = parent.lineageEpochs() + context.epochs();
    return Optional.of(
        predictor.predict(
            candidates.stream()
                .map(candidate -> input(candidate.architecture(), lineageEpochs))
                .toList()));
  }

  private PredictorInput input(Architecture architecture, int lineageEpochs) {
    return new PredictorInput(
        architecture,
        context.space().transformations(architecture).tokens(),
        Cost.of(architecture),
        context.epochs(),
        lineageEpochs);
  }
}
