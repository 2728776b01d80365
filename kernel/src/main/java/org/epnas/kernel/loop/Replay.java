package org.epnas.kernel.loop;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.epnas.kernel.loop.TrialState.Draft;
import org.epnas.kernel.search.SearchRecord;
import org.epnas.kernel.search.SearchRecord.Asked;
import org.epnas.kernel.search.SearchRecord.Ended;
import org.epnas.kernel.trial.Proposal;

/**
 * What is still to be replayed of a search that was recorded. Where this search does not go as
 * recorded, it says so and what changed. Confined to the search's thread.
 */
final class Replay {
  private final Deque<Asked> asked;
  private final Map<Integer, Ended> ended = new HashMap<>();

  /** By trial: place in the order in which the search took the results. */
  private final Map<Integer, Integer> order = new HashMap<>();

  private final List<String> changes;
  private int number;

  Replay(SearchRecord record) {
    asked = new ArrayDeque<>(record.asked());
    changes = record.changes();
    for (Ended one : record.ended()) {
      order.put(one.trialId(), order.size());
      ended.put(one.trialId(), one);
    }
  }

  /** Whether everything that was recorded has happened again. */
  boolean over() {
    return asked.isEmpty() && ended.isEmpty();
  }

  /** Before the first question that was not recorded. */
  void requireOver() {
    ended.keySet().stream()
        .min(Comparator.naturalOrder())
        .ifPresent(trial -> {
          throw BrokenOffException.replay(
              "Trial (%s) was recorded, but this search does not come to it.".formatted(trial),
              changes);
        });
  }

  /** What the strategy was told at the coming question, if that was recorded. */
  Optional<Asked> nextAsked() {
    return Optional.ofNullable(asked.peek());
  }

  /** Compares the answer to the question of {@link #nextAsked} with the recorded one. */
  void answered(List<Proposal> proposals) {
    List<String> recorded = asked.remove().hashes();
    number++;
    List<String> now = hashes(proposals);
    for (int i = 0; i < Math.max(now.size(), recorded.size()); i++) {
      String before = i < recorded.size() ? recorded.get(i) : "none";
      String after = i < now.size() ? now.get(i) : "none";
      if (!before.equals(after)) {
        throw BrokenOffException.replay(
            "Proposal (%s) of question (%s) is network (%s), but (%s) was recorded."
                .formatted(i + 1, number, after, before),
            changes);
      }
    }
  }

  static List<String> hashes(List<Proposal> proposals) {
    return proposals.stream()
        .map(proposal -> proposal.architecture().canonicalForm().hash())
        .toList();
  }

  /** How a trial ended, if that was recorded; asked once of each. */
  Optional<Ended> ended(Draft draft) {
    Ended recorded = ended.get(draft.id());
    if (recorded != null && !recorded.hash().equals(draft.hash())) {
      throw BrokenOffException.replay(
          "Trial (%s) is network (%s), but (%s) was recorded."
              .formatted(draft.id(), draft.hash(), recorded.hash()),
          changes);
    }
    return Optional.ofNullable(recorded);
  }

  /** Place of a recorded trial in the order of the results. */
  int place(int trial) {
    return order.getOrDefault(trial, Integer.MAX_VALUE);
  }

  /** The search has taken the result of a recorded trial. */
  void taken(int trial) {
    ended.remove(trial);
  }
}
