package org.epnas.policy.bo;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/** How many trials each source of candidates was given, and what they brought. */
final class SourceCounts {
  /** What a trial is counted under. */
  private enum Source {
    START("start"),
    POLICY("policy"),
    DRAW("draw"),
    WALK("walk"),
    CLIMB("climb"),
    /** Drawn at random to hold out, whoever made it. */
    RANDOM("random");

    private final String prefix;

    Source(String prefix) {
      this.prefix = prefix;
    }
  }

  private final Map<Source, Integer> trials = new EnumMap<>(Source.class);
  private final Map<Source, Integer> bests = new EnumMap<>(Source.class);
  private double best = Double.NEGATIVE_INFINITY;

  /** Counts a trained candidate. */
  void trained(Selected selected, Trial trial) {
    Source source = source(selected);
    trials.merge(source, 1, Integer::sum);
    double accuracy = trial.completed().map(done -> done.accuracy()).orElse(0.0);
    if (trial.feasible() && accuracy > best) {
      best = accuracy;
      bests.merge(source, 1, Integer::sum);
    }
  }

  private static Source source(Selected selected) {
    if (selected.kind() == Proposal.Kind.HELD_OUT) {
      return Source.RANDOM;
    }
    return switch (selected.candidate().origin()) {
      case START -> Source.START;
      case POLICY -> Source.POLICY;
      case DRAW -> Source.DRAW;
      case WALK -> Source.WALK;
      case CLIMB -> Source.CLIMB;
    };
  }

  /**
   * For each source that was given any: {@code policyTrials}, the trials, and {@code policyBests},
   * how many of them were the best feasible short trial so far.
   */
  SortedMap<String, Double> report() {
    SortedMap<String, Double> report = new TreeMap<>();
    trials.forEach((source, count) -> {
      report.put(source.prefix + "Trials", (double) count);
      report.put(source.prefix + "Bests", (double) bests.getOrDefault(source, 0));
    });
    return report;
  }
}
