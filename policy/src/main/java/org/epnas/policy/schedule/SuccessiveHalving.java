package org.epnas.policy.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.trial.Objectives;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.objectives.TrialOrder;

/**
 * Decides between episodes which architectures are trained longer: successive halving (Jamieson and
 * Talwalkar 2016) in its asynchronous form (Li et al. 2020, Algorithm 2), which needs no bracket to
 * be full. Rung r holds the trials of e 2^r epochs; one is promoted to rung r + 1 when it is among
 * the best 1 / eta of its rung. Where an evaluator has fixed lengths, these are the rungs, and one
 * in eta is promoted for each doubling on the way to the next.
 */
public final class SuccessiveHalving {
  private final int halvingFactor;
  private final Fidelities lengths;
  private final SortedMap<Integer, List<Trial>> rungs = new TreeMap<>();
  private final int epochs;
  private final Set<Integer> promoted = new HashSet<>();
  private final TrialOrder order;

  /**
   * Trials may have any length.
   *
   * @param epochs e, of the trials of the lowest rung
   */
  public SuccessiveHalving(ScheduleConfig config, int epochs) {
    this(config, epochs, Fidelities.ANY);
  }

  /**
   * @param epochs e, of the trials of the lowest rung
   * @param lengths which trials can have
   */
  public SuccessiveHalving(ScheduleConfig config, int epochs, Fidelities lengths) {
    this(config, epochs, lengths, Objectives.ACCURACY);
  }

  /** With several objectives the best of a rung are those of {@link TrialOrder}. */
  SuccessiveHalving(ScheduleConfig config, int epochs, Fidelities lengths, Objectives objectives) {
    order = new TrialOrder(objectives);
    this.halvingFactor = config.halvingFactor();
    this.epochs = epochs;
    this.lengths = lengths;
  }

  /** Takes in a trial; one whose epochs are not those of a rung is not part of the ladder. */
  public void observe(Trial trial) {
    int length = trial.proposal().epochs();
    if (trial.completed().isPresent() && isRung(length)) {
      rungs.computeIfAbsent(length, _ -> new ArrayList<>()).add(trial);
    }
  }

  private boolean isRung(int length) {
    return lengths.any()
        ? length % epochs == 0 && Integer.bitCount(length / epochs) == 1
        : lengths.fixed().contains(length);
  }

  /**
   * Longer trainings for those that earned it, highest rung first. Each is proposed once.
   *
   * @param count how many at most
   * @param episode number that the proposals carry
   */
  public List<Proposal> propose(ElitePool pool, int count, int episode) {
    List<Proposal> proposals = new ArrayList<>();
    for (int length : List.copyOf(rungs.keySet()).reversed()) {
      List<Trial> rung = rungs.getOrDefault(length, List.of());
      order.top(rung, (int) (rung.size() / oneIn(length))).stream()
          .filter(trial -> pool.isLatest(trial) && !promoted.contains(trial.id()))
          .limit(count - proposals.size())
          .forEach(trial -> proposals.add(promote(trial, episode)));
    }
    return proposals;
  }

  /** Of how many trials of a length one is promoted; infinite where none can be. */
  private double oneIn(int length) {
    OptionalInt next = next(length);
    if (next.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double doublings = Math.log((double) next.getAsInt() / length) / Math.log(2);
    return Math.pow(halvingFactor, (double) Math.max(1, Math.round(doublings)));
  }

  private OptionalInt next(int length) {
    return lengths.any() ? OptionalInt.of(2 * length) : lengths.above(length);
  }

  private Proposal promote(Trial trial, int episode) {
    promoted.add(trial.id());
    int longer = next(trial.proposal().epochs()).orElseThrow();
    return lengths.any()
        ? Promotion.of(trial, longer, episode)
        : Promotion.anew(trial, longer, episode);
  }
}
