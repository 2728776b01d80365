package org.epnas.policy.epnas;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.policy.predictor.Prediction;

/**
 * Chooses which candidates of an episode are trained: first the held-out ones, uniformly among all,
 * then the best of the rest by their upper confidence bound, or by lot where there are no
 * predictions or the mode wants it.
 */
final class CandidateRanking {
  private final RankingMode mode;
  private final ExplorationConfig config;

  CandidateRanking(RankingMode mode, ExplorationConfig config) {
    this.mode = mode;
    this.config = config;
  }

  /**
   * @param candidates the pool
   * @param predictions one per candidate, or empty where the predictor is not ready
   * @param count K, how many to train; fewer where the pool is smaller
   * @param heldOut how many of them are drawn at random
   * @return best first, the held-out ones last
   */
  List<Selected> select(
      List<Candidate> candidates,
      Optional<List<Prediction>> predictions,
      int count,
      int heldOut,
      RandomStream random) {
    List<Integer> order = shuffled(candidates.size(), random);
    int trained = Math.min(count, order.size());
    int drawn = Math.min(trained, heldOut);
    List<Integer> rest = new ArrayList<>(order.subList(drawn, order.size()));
    double[] logRatios = new double[order.size()];
    if (mode == RankingMode.PREDICTOR && predictions.isPresent()) {
      double[] bounds = bounds(predictions.get());
      rest.sort(Comparator.comparingDouble((Integer i) -> bounds[i]).reversed());
      logRatios = SelectionCorrection.logRatios(bounds, config.heldOutShare());
    }
    List<Selected> selected = new ArrayList<>();
    for (int i : rest.subList(0, trained - drawn)) {
      selected.add(selected(candidates, predictions, i, Kind.SELECTED, logRatios));
    }
    for (int i : order.subList(0, drawn)) {
      selected.add(selected(candidates, predictions, i, Kind.HELD_OUT, logRatios));
    }
    return selected;
  }

  private double[] bounds(List<Prediction> predictions) {
    return predictions.stream()
        .mapToDouble(prediction -> prediction.upperBound(config.confidence()))
        .toArray();
  }

  private static Selected selected(
      List<Candidate> candidates,
      Optional<List<Prediction>> predictions,
      int index,
      Kind kind,
      double[] logRatios) {
    return new Selected(
        candidates.get(index), kind, predictions.map(all -> all.get(index)), logRatios[index]);
  }

  private static List<Integer> shuffled(int size, RandomStream random) {
    int[] order = IntStream.range(0, size).toArray();
    random.shuffle(order);
    return Arrays.stream(order).boxed().toList();
  }
}
