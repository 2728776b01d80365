package org.epnas.policy.pnas;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.epnas.policy.pnas.Surrogate.Ranked;
import org.epnas.policy.schedule.Screening;

/** One level of one pass: ranked networks, of which the best K are trained. */
final class Level {
  private final int number;
  private final Deque<Ranked> ranked;

  /** Of the K; what fills a free slot beyond them is not waited for. */
  private final Set<String> running = new HashSet<>();

  private int left;

  /**
   * @param number of transformations from the initial network
   * @param ranked best first
   * @param trained K
   */
  Level(int number, List<Ranked> ranked, int trained) {
    this.number = number;
    this.ranked = new ArrayDeque<>(ranked);
    left = trained;
  }

  int number() {
    return number;
  }

  /**
   * The best one that passes the screening. While some of the K are still being trained, there is
   * one more for a free slot, so that it need not wait for the end of the level.
   */
  Optional<Ranked> next(Screening screening) {
    while ((left > 0 || !running.isEmpty()) && !ranked.isEmpty()) {
      Ranked best = ranked.remove();
      if (screening.claim(best.architecture())) {
        begin(best);
        return Optional.of(best);
      }
    }
    return Optional.empty();
  }

  private void begin(Ranked one) {
    if (left > 0) {
      left--;
      running.add(one.architecture().canonicalForm().hash());
    }
  }

  void finished(String hash) {
    running.remove(hash);
  }
}
