package org.epnas.policy.predictor;

import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.RankCorrelation;
import org.epnas.kernel.trial.Trial;

/**
 * How well predictions ordered trials. Only completed trials of kind {@link Proposal.Kind#HELD_OUT}
 * count: they were drawn without regard to their prediction, which was made before they were
 * trained.
 *
 * @param spearman rank correlation in [-1, 1] of predicted and observed reward; empty where it is
 *     not defined: below two trials, or without any difference between them
 * @param kendall tau-b, likewise
 * @param n number of trials
 */
public record PredictorQuality(OptionalDouble spearman, OptionalDouble kendall, int n) {
  /**
   * @param trials any trials of a run; those that do not count are left out
   */
  public static PredictorQuality of(Collection<Trial> trials) {
    List<Trial> heldOut = trials.stream().filter(PredictorQuality::counts).toList();
    double[] predicted =
        heldOut.stream()
            .mapToDouble(trial -> trial.proposal().predictedReward().orElseThrow())
            .toArray();
    double[] observed = heldOut.stream().mapToDouble(Trial::reward).toArray();
    return new PredictorQuality(
        RankCorrelation.spearman(predicted, observed),
        RankCorrelation.kendall(predicted, observed),
        heldOut.size());
  }

  private static boolean counts(Trial trial) {
    return trial.proposal().kind() == Proposal.Kind.HELD_OUT
        && trial.proposal().predictedReward().isPresent()
        && trial.completed().isPresent();
  }
}
