package org.epnas.policy.predictor;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Trial;

/**
 * What the predictor learns from: accuracies, never rewards, because what a limit costs is known
 * before a training and changes with the severities. A network that failed by its own fault counts
 * as the worst one that completed: the accuracy 0 of a failure would stretch the scale on which the
 * others differ.
 */
public final class History {
  private record Entry(PredictorInput input, Trial trial) {}

  private final List<Entry> entries = new ArrayList<>();

  public void add(PredictorInput input, Trial trial) {
    if (Evidence.aboutNetwork(trial.outcome())) {
      entries.add(new Entry(input, trial));
    }
  }

  /** In the order they were added. */
  public List<Observation> observations() {
    double worst =
        entries.stream()
            .flatMap(entry -> entry.trial.completed().stream())
            .mapToDouble(Outcome.Completed::accuracy)
            .min()
            .orElse(0);
    return entries.stream()
        .map(entry ->
            new Observation(
                entry.input,
                entry.trial.completed().map(Outcome.Completed::accuracy).orElse(worst)))
        .toList();
  }

  /** Number of observations. */
  public int size() {
    return entries.size();
  }

  /** The trial of an observation, by its number. */
  public Trial trial(int observation) {
    return entries.get(observation).trial;
  }
}
