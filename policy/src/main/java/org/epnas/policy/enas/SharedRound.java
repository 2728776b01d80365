package org.epnas.policy.enas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.enas.Controller.Lesson;

/** Children that are evaluated with the same shared weights, on the same images. */
final class SharedRound {
  private final IdentityHashMap<Proposal, Child> open = new IdentityHashMap<>();
  private final List<Trial> told = new ArrayList<>();
  private final List<Lesson> lessons = new ArrayList<>();

  void add(Proposal proposal, Child child) {
    open.put(proposal, child);
  }

  /** Takes in a trial, if it is one of the round. */
  void observe(Trial trial) {
    Optional.ofNullable(open.remove(trial.proposal()))
        .ifPresent(child -> {
          told.add(trial);
          if (aboutNetwork(trial.outcome())) {
            lessons.add(new Lesson(child, trial.reward()));
          }
        });
  }

  boolean complete() {
    return open.isEmpty();
  }

  /** In the order they were told; evaluations that failed by no fault of the child are left out. */
  List<Lesson> lessons() {
    return List.copyOf(lessons);
  }

  /** Highest reward first; failed ones have reward 0. */
  List<Trial> ranked() {
    return told.stream()
        .sorted(Comparator.comparingDouble(Trial::reward).reversed().thenComparingInt(Trial::id))
        .toList();
  }

  private static boolean aboutNetwork(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed _ -> true;
      case Outcome.Failed(Outcome.Reason reason, String _) ->
          reason == Outcome.Reason.DIVERGED || reason == Outcome.Reason.OVER_LIMIT;
    };
  }
}
