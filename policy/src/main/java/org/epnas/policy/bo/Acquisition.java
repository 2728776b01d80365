package org.epnas.policy.bo;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.epnas.policy.predictor.Prediction;

/** Ranks candidates by how much they are expected to improve on what is known. */
final class Acquisition {
  private final Posterior posterior;
  private final double incumbent;
  private final Map<String, Prediction> predictions = new HashMap<>();

  /**
   * @param incumbent reward to improve on
   */
  Acquisition(Posterior posterior, double incumbent) {
    this.posterior = posterior;
    this.incumbent = incumbent;
  }

  /** The reward that is predicted for a candidate, asked once. */
  Prediction prediction(Candidate candidate) {
    return predictions.computeIfAbsent(candidate.hash(), _ -> posterior.reward(candidate));
  }

  /** Replaces a prediction by a more exact one. */
  void correct(Candidate candidate, Prediction prediction) {
    predictions.put(candidate.hash(), prediction);
  }

  /** The candidates of highest acquisition, best first. */
  List<Candidate> best(Collection<Candidate> candidates, int count) {
    return candidates.stream()
        .map(candidate -> new Valued(candidate, value(candidate)))
        .sorted(Comparator.comparingDouble(Valued::value).reversed())
        .limit(count)
        .map(Valued::candidate)
        .toList();
  }

  private record Valued(Candidate candidate, double value) {}

  private double value(Candidate candidate) {
    return ExpectedImprovement.log(prediction(candidate), incumbent);
  }
}
