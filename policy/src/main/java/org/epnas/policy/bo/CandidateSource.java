package org.epnas.policy.bo;

import java.util.List;
import org.epnas.kernel.trial.Trial;

/** Makes candidates of the best networks so far. */
public interface CandidateSource {
  /**
   * New rollouts from the parents, spread evenly over them; any of them may have been seen.
   *
   * @param parents best first, at least one
   * @param episode for which they are asked; each has its own random numbers
   */
  List<Candidate> rollouts(List<Parent> parents, int count, int episode);

  /**
   * What is expected of the rollouts that were made last.
   *
   * @param rewards one per rollout, predicted before any of them is trained
   */
  default void expected(List<Candidate> rollouts, double[] rewards) {}

  /**
   * A candidate, of whatever source, was trained.
   *
   * @param trial completed or failed
   */
  default void trained(Selected selected, Trial trial) {}

  /**
   * With several objectives, what a trial was worth when it was chosen: it takes the place of its
   * reward, and {@link #expected} is of the same kind. Told before {@link #trained}.
   */
  default void gained(Trial trial, double gain) {}

  /**
   * Learns from what it was told since the last time, if that is enough.
   *
   * @param progress share of the search that is over, in [0, 1]
   */
  default void learn(double progress) {}
}
