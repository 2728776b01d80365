package org.epnas.policy.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;

/**
 * Decides between episodes which architectures are trained longer: successive halving (Jamieson and
 * Talwalkar 2016) in its asynchronous form (Li et al. 2020, Algorithm 2), which needs no bracket to
 * be full. Rung r holds the trials of e 2^r epochs; one is promoted to rung r + 1 when it is among
 * the best 1 / eta of its rung.
 */
public final class SuccessiveHalving {
  private final int halvingFactor;
  private final List<List<Trial>> rungs = new ArrayList<>();
  private final int epochs;
  private final Set<Integer> promoted = new HashSet<>();

  /**
   * @param epochs e, of the trials of the lowest rung
   */
  public SuccessiveHalving(ScheduleConfig config, int epochs) {
    this.halvingFactor = config.halvingFactor();
    this.epochs = epochs;
  }

  /** Takes in a trial; one whose epochs are not those of a rung is not part of the ladder. */
  public void observe(Trial trial) {
    int ratio = trial.proposal().epochs() / epochs;
    if (trial.completed().isEmpty()
        || ratio * epochs != trial.proposal().epochs()
        || Integer.bitCount(ratio) != 1) {
      return;
    }
    int rung = Integer.numberOfTrailingZeros(ratio);
    while (rungs.size() <= rung) {
      rungs.add(new ArrayList<>());
    }
    rungs.get(rung).add(trial);
  }

  /**
   * Trainings of twice the epochs for those that earned it, highest rung first. Each is proposed
   * once.
   *
   * @param count how many at most
   * @param episode number that the proposals carry
   */
  public List<Proposal> propose(ElitePool pool, int count, int episode) {
    List<Proposal> proposals = new ArrayList<>();
    for (List<Trial> rung : rungs.reversed()) {
      Ranking.top(rung, rung.size() / halvingFactor).stream()
          .filter(trial -> pool.isLatest(trial) && !promoted.contains(trial.id()))
          .limit(count - proposals.size())
          .forEach(trial -> proposals.add(promote(trial, episode)));
    }
    return proposals;
  }

  private Proposal promote(Trial trial, int episode) {
    promoted.add(trial.id());
    return Promotion.of(trial, 2 * trial.proposal().epochs(), episode);
  }
}
