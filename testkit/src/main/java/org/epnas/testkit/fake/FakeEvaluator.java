package org.epnas.testkit.fake;

import java.util.TreeMap;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;

/** Gives every network an accuracy of its own, the same every time, better with more epochs. */
public final class FakeEvaluator implements Evaluator {
  @Override
  public Outcome evaluate(Assignment assignment) {
    return outcome(assignment.proposal(), 1, 0.5, 0.25);
  }

  /** The times are in seconds. */
  public static Outcome.Completed outcome(
      Proposal proposal, double training, double validation, double preparation) {
    TreeMap<String, Double> metrics = new TreeMap<>();
    metrics.put(Metric.VALIDATION_ACCURACY, accuracy(proposal));
    metrics.put(Metric.EPOCHS, (double) proposal.epochs());
    metrics.put(Metric.TRAINING_SECONDS, training);
    metrics.put(Metric.VALIDATION_SECONDS, validation);
    metrics.put(Metric.PREPARATION_SECONDS, preparation);
    return new Outcome.Completed(metrics);
  }

  /** In [0.1, 1). */
  public static double accuracy(Proposal proposal) {
    String hash = proposal.architecture().canonicalForm().hash();
    double quality = Integer.parseInt(hash.substring(0, 6), 16) / (double) (1 << 24);
    return 0.1 + 0.9 * quality * proposal.epochs() / (proposal.epochs() + 1.0);
  }
}
