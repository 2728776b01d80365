package org.epnas.policy.evolution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.epnas.kernel.trial.Trial;

/** The living members, oldest first. */
final class Population {
  private final int capacity;
  private final Comparator<Trial> fittest;
  private final List<Trial> members = new ArrayList<>();

  /**
   * @param fitness present one, asked in every tournament
   */
  Population(int capacity, ToDoubleFunction<Trial> fitness) {
    this.capacity = capacity;
    fittest =
        Comparator.comparingDouble(fitness).thenComparing(Trial::id, Comparator.reverseOrder());
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
   * The fittest among members drawn with replacement (Real et al. 2018, Algorithm 1); of equal ones
   * the earlier trial.
   *
   * @param sample number of draws
   */
  Trial tournament(int sample, RandomGenerator random) {
    return IntStream.range(0, sample)
        .mapToObj(draw -> members.get(random.nextInt(members.size())))
        .max(fittest)
        .orElseThrow();
  }

  /** Oldest first. */
  List<Trial> members() {
    return List.copyOf(members);
  }
}
