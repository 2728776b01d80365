package org.epnas.policy.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Objectives;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.objectives.TrialOrder;

/**
 * Every architecture with a completed trial, ranked by its latest one: feasible ones first, in the
 * order of {@link Ranking}, then the others by reward, so that a search whose first networks all
 * violate a limit has something to start from.
 */
public final class ElitePool {
  private final ToDoubleFunction<Trial> reward;
  private final TrialOrder order;
  private final Map<String, Trial> latest = new LinkedHashMap<>();
  private final Map<Integer, Integer> lineageEpochs = new HashMap<>();

  public ElitePool() {
    this(Trial::reward);
  }

  /**
   * @param reward present one of a completed trial
   */
  public ElitePool(ToDoubleFunction<Trial> reward) {
    this(reward, Objectives.ACCURACY);
  }

  /** Of one search: with several objectives the feasible ones are ranked by {@link TrialOrder}. */
  public ElitePool(StrategyContext context) {
    this(context::presentReward, context.objectives());
  }

  private ElitePool(ToDoubleFunction<Trial> reward, Objectives objectives) {
    this.reward = reward;
    order = new TrialOrder(objectives);
  }

  /** Takes in a trial; one that did not complete changes nothing. */
  public void observe(Trial trial) {
    if (trial.completed().isPresent()) {
      latest.put(trial.hash(), trial);
      lineageEpochs.put(trial.id(), lineageEpochs(trial));
    }
  }

  /**
   * Epochs that the weights of a trial were trained for, those of the trials it inherited from
   * included. Its parent, if any, was observed before.
   */
  public int lineageEpochs(Trial trial) {
    int own = trial.proposal().epochs();
    return trial.proposal().parentTrialId().stream()
        .map(parent -> own + lineageEpochs.getOrDefault(parent, 0))
        .findFirst()
        .orElse(own);
  }

  public boolean isEmpty() {
    return latest.isEmpty();
  }

  /** The best feasible one, or, where none is, the one of the highest reward. */
  public Optional<Elite> best() {
    return top(1).stream().findFirst();
  }

  /**
   * The best, best first.
   *
   * @param count how many at most
   */
  public List<Elite> top(int count) {
    List<Trial> ranked = new ArrayList<>(order.top(latest.values(), count));
    latest.values().stream()
        .filter(trial -> !trial.feasible())
        .sorted(Comparator.comparingDouble(reward).reversed().thenComparingInt(Trial::id))
        .limit(count - ranked.size())
        .forEach(ranked::add);
    return ranked.stream().map(this::elite).toList();
  }

  /** The latest completed trial of an architecture, by the hash of its canonical form. */
  public Optional<Elite> latest(String hash) {
    return Optional.ofNullable(latest.get(hash)).map(this::elite);
  }

  /** Whether a trial is the latest one of its architecture. */
  public boolean isLatest(Trial trial) {
    return Optional.ofNullable(latest.get(trial.hash()))
        .filter(last -> last.id() == trial.id())
        .isPresent();
  }

  private Elite elite(Trial trial) {
    return new Elite(trial, Objects.requireNonNull(lineageEpochs.get(trial.id())));
  }
}
