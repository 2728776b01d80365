package org.epnas.study.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;
import org.epnas.training.weights.CheckpointStore;
import org.epnas.training.weights.FolderWeightStore;

/**
 * Deletes weights that nobody is going to ask for, so that a long search does not fill the disk: it
 * keeps those of the best trials, of the latest ones and of the parents of running ones. A
 * candidate whose parent's weights are gone all the same starts from fresh ones.
 */
final class WeightRetention implements SearchListener {
  /** Strategies draw parents from a few dozen of the best at most. */
  private static final int BEST = 64;

  private static final int LATEST = 32;

  /** Trials between two clean-ups: each lists the folder. */
  private static final int INTERVAL = 16;

  private static final Comparator<Trial> BY_REWARD =
      Comparator.comparingDouble(Trial::reward).reversed().thenComparingInt(Trial::id);

  private final FolderWeightStore weights;
  private final CheckpointStore checkpoints;
  private final List<Trial> trials = new ArrayList<>();
  private final Map<Integer, Proposal> running = new HashMap<>();

  WeightRetention(FolderWeightStore weights, CheckpointStore checkpoints) {
    this.weights = weights;
    this.checkpoints = checkpoints;
  }

  @Override
  public void on(SearchEvent event) {
    switch (event) {
      case SearchEvent.TrialStarted started -> running.put(started.trialId(), started.proposal());
      case SearchEvent.TrialFinished finished -> finish(finished.trial());
      case SearchEvent.Finished finished when !goesOn(finished) -> weights.drop(worthless());
      case SearchEvent.Started _,
          SearchEvent.Finished _,
          SearchEvent.EpochEnded _,
          SearchEvent.StrategyReport _,
          SearchEvent.DuplicateAnswered _ -> {}
    }
  }

  private void finish(Trial trial) {
    trials.add(trial);
    running.remove(trial.id());
    if (!cutOff(trial)) {
      checkpoints.remove(trial.id());
    }
    if (trials.size() % INTERVAL == 0) {
      weights.drop(worthless());
    }
  }

  /** A later process may go on with it, and is to find what it would have found now. */
  private static boolean goesOn(SearchEvent.Finished finished) {
    SearchEnd.Reason reason = finished.result().end().reason();
    return reason == SearchEnd.Reason.CANCELLED || reason.broken();
  }

  /**
   * Of the trials that are over, and no others: while a record is replayed, the weights of later
   * ones lie there already.
   */
  private Set<Integer> worthless() {
    Set<Integer> over = new HashSet<>();
    trials.forEach(trial -> over.add(trial.id()));
    over.removeAll(worthKeeping());
    return over;
  }

  private static boolean cutOff(Trial trial) {
    return trial.outcome() instanceof Outcome.Failed failed
        && failed.reason() == Outcome.Reason.CANCELLED;
  }

  private Set<Integer> worthKeeping() {
    Set<Integer> keep = new HashSet<>(running.keySet());
    running.values().forEach(proposal -> proposal.parentTrialId().ifPresent(keep::add));
    Ranking.top(trials, BEST).forEach(trial -> keep.add(trial.id()));
    trials.stream()
        .filter(trial -> trial.proposal().sharing().ownWeights())
        .sorted(BY_REWARD)
        .limit(BEST)
        .forEach(trial -> keep.add(trial.id()));
    trials.stream()
        .skip(Math.max(0, trials.size() - LATEST))
        .forEach(trial -> keep.add(trial.id()));
    return keep;
  }
}
