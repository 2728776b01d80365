package org.epnas.policy.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;

/**
 * Every architecture with a completed trial, ranked by its latest one: feasible ones first, in the
 * order of {@link Ranking}, then the others by reward, so that a search whose first networks all
 * violate a limit has something to start from.
 */
public final class ElitePool {
  private static final Comparator<Trial> BY_REWARD =
      Comparator.comparingDouble(Trial::reward).reversed().thenComparingInt(Trial::id);

  private final Map<String, Trial> latest = new LinkedHashMap<>();
  private final Map<Integer, Integer> lineageEpochs = new HashMap<>();

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
    List<Trial> ranked = new ArrayList<>(Ranking.top(latest.values(), count));
    latest.values().stream()
        .filter(trial -> !trial.feasible())
        .sorted(BY_REWARD)
        .limit(count - ranked.size())
        .forEach(ranked::add);
    return ranked.stream().map(this::elite).toList();
  }

  /** Whether a trial is the latest one of its architecture. */
  public boolean isLatest(Trial trial) {
    return Optional.ofNullable(latest.get(trial.hash()))
        .filter(last -> last.id() == trial.id())
        .isPresent();
  }

  /**
   * Draws one of the best with probability proportional to exp(reward / temperature).
   *
   * @param count size of the pool drawn from, at least 1
   * @param temperature in units of reward, above 0
   * @throws IllegalStateException if the pool is empty
   */
  public Elite draw(int count, double temperature, RandomGenerator random) {
    List<Elite> pool = top(count);
    if (pool.isEmpty()) {
      throw new IllegalStateException("Elite pool is empty. Observe a completed trial first.");
    }
    double largest = pool.stream().mapToDouble(elite -> elite.trial().reward()).max().orElse(0);
    double[] weights =
        pool.stream()
            .mapToDouble(elite -> Math.exp((elite.trial().reward() - largest) / temperature))
            .toArray();
    double total = 0;
    for (double weight : weights) {
      total += weight;
    }
    double left = random.nextDouble() * total;
    int index = 0;
    while (index < weights.length - 1 && left >= weights[index]) {
      left -= weights[index++];
    }
    return pool.get(index);
  }

  private Elite elite(Trial trial) {
    return new Elite(trial, Objects.requireNonNull(lineageEpochs.get(trial.id())));
  }
}
