package org.epnas.policy.evolution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.epnas.kernel.trial.Trial;

/** The living members, oldest first. */
final class Population {
  private static final Comparator<Trial> FITTEST =
      Comparator.comparingDouble(Trial::reward).thenComparing(Trial::id, Comparator.reverseOrder());

  private final int capacity;
  private final List<Trial> members = new ArrayList<>();

  Population(int capacity) {
    this.capacity = capacity;
  }

  /** Takes in a completed trial; where the population is full, its oldest member dies. */
  void add(Trial born) {
    members.add(born);
    if (members.size() > capacity) {
      members.removeFirst();
    }
  }

  boolean full() {
    return members.size() == capacity;
  }

  /**
   * The one of highest reward among members drawn with replacement (Real et al. 2018, Algorithm 1);
   * of equal ones the earlier trial.
   *
   * @param sample number of draws
   */
  Trial tournament(int sample, RandomGenerator random) {
    return IntStream.range(0, sample)
        .mapToObj(draw -> members.get(random.nextInt(members.size())))
        .max(FITTEST)
        .orElseThrow();
  }

  /** Oldest first. */
  List<Trial> members() {
    return List.copyOf(members);
  }
}
