package org.epnas.study.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One event of a search, as {@code journal.jsonl} holds it; {@code at} is seconds of the search.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JournalLine.Begun.class, name = "begun"),
  @JsonSubTypes.Type(value = JournalLine.Resumed.class, name = "resumed"),
  @JsonSubTypes.Type(value = JournalLine.Extended.class, name = "extended"),
  @JsonSubTypes.Type(value = JournalLine.Asked.class, name = "asked"),
  @JsonSubTypes.Type(value = JournalLine.Measured.class, name = "measured"),
  @JsonSubTypes.Type(value = JournalLine.Started.class, name = "started"),
  @JsonSubTypes.Type(value = JournalLine.Epoch.class, name = "epoch"),
  @JsonSubTypes.Type(value = JournalLine.Ended.class, name = "ended"),
  @JsonSubTypes.Type(value = JournalLine.Told.class, name = "told"),
  @JsonSubTypes.Type(value = JournalLine.Finished.class, name = "finished")
})
public sealed interface JournalLine {
  /** What this program writes; it refuses newer journals. */
  int SCHEMA = 1;

  /**
   * First line.
   *
   * @param schema of the journal
   * @param data SHA-256 of all training images
   */
  record Begun(int schema, String data) implements JournalLine {}

  /** Another process goes on. */
  record Resumed(Versions versions, double at) implements JournalLine {}

  /** The search may use more from here on. */
  record Extended(String budget, double at) implements JournalLine {}

  /** See {@link org.epnas.kernel.search.SearchRecord.Asked}. */
  record Asked(
      double fractionUsed, int wanted, OptionalDouble budgetSeconds, List<String> hashes, double at)
      implements JournalLine {
    /** Takes a copy of the list. */
    public Asked {
      hashes = List.copyOf(hashes);
    }
  }

  /**
   * A resource was measured, of a network that may never become a trial.
   *
   * @param resource its name
   * @param hash of the network
   * @param value in the resource's unit
   */
  record Measured(String resource, String hash, double value) implements JournalLine {}

  /** A worker has begun a trial. */
  record Started(int trialId, int worker) implements JournalLine {}

  /** A running trial has trained another epoch. */
  record Epoch(int trialId, int epoch, int epochs, double loss) implements JournalLine {}

  /**
   * An evaluation has ended by itself. See {@link org.epnas.kernel.search.SearchRecord.Ended}.
   *
   * @param failure why it gave no metrics
   * @param metrics by name; empty for a failed one
   */
  record Ended(
      int trialId,
      String hash,
      int worker,
      Optional<TrialLine.Failure> failure,
      Map<String, Double> metrics,
      double seconds,
      double at)
      implements JournalLine {}

  /** The strategy was told of a trial. */
  record Told(int trialId, boolean duplicate) implements JournalLine {}

  /** The search is over, see {@link org.epnas.kernel.search.SearchEnd}. */
  record Finished(String reason, double at) implements JournalLine {}
}
