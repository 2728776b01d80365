package org.epnas.study.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;
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
  private final List<Trial> trials = new ArrayList<>();
  private final Map<Integer, Proposal> running = new HashMap<>();

  WeightRetention(FolderWeightStore weights) {
    this.weights = weights;
  }

  @Override
  public void on(SearchEvent event) {
    switch (event) {
      case SearchEvent.TrialStarted started -> running.put(started.trialId(), started.proposal());
      case SearchEvent.TrialFinished finished -> finish(finished.trial());
      case SearchEvent.Finished _ -> weights.retain(worthKeeping());
      case SearchEvent.Started _,
          SearchEvent.EpochEnded _,
          SearchEvent.StrategyReport _,
          SearchEvent.DuplicateAnswered _ -> {}
    }
  }

  private void finish(Trial trial) {
    trials.add(trial);
    running.remove(trial.id());
    if (trials.size() % INTERVAL == 0) {
      weights.retain(worthKeeping());
    }
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
