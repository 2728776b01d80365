package org.epnas.kernel.search;

import java.util.List;
import java.util.OptionalDouble;
import org.epnas.kernel.trial.Outcome;

/**
 * What a {@link SearchJournal} holds of the processes before.
 *
 * @param asked every question to the strategy, in order
 * @param ended every evaluation that ended by itself, in the order in which the search took them
 * @param spentSeconds of the search so far
 * @param changes what differs between the process that recorded and this one, for people; said
 *     where the replay does not go as recorded
 */
public record SearchRecord(
    List<Asked> asked, List<Ended> ended, double spentSeconds, List<String> changes) {
  /** Of a search that begins. */
  public static final SearchRecord EMPTY = new SearchRecord(List.of(), List.of(), 0, List.of());

  /** Takes copies of the lists. */
  public SearchRecord {
    asked = List.copyOf(asked);
    ended = List.copyOf(ended);
    changes = List.copyOf(changes);
  }

  /**
   * A question and its answer.
   *
   * @param fractionUsed as the strategy was told, see {@link SearchStatus}
   * @param wanted as the strategy was told
   * @param budgetSeconds as the strategy was told
   * @param hashes canonical hashes of the networks that it proposed, in order
   * @param at seconds of the search
   */
  public record Asked(
      double fractionUsed,
      int wanted,
      OptionalDouble budgetSeconds,
      List<String> hashes,
      double at) {
    /** Takes a copy of the list. */
    public Asked {
      hashes = List.copyOf(hashes);
    }
  }

  /**
   * An evaluation that came to its end. One that the search cut off is none: it goes on.
   *
   * @param trialId its number
   * @param hash canonical hash of its network
   * @param worker that ran it
   * @param outcome as the evaluator gave it
   * @param seconds wall time on its worker
   * @param at seconds of the search
   */
  public record Ended(
      int trialId, String hash, int worker, Outcome outcome, double seconds, double at) {}
}
