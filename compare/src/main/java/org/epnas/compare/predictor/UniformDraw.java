package org.epnas.compare.predictor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.GenerativeSpace;
import org.epnas.policy.random.RandomWalk;

/** Distinct architectures from the prior of a space: every choice uniform. */
final class UniformDraw {
  /** Draws in a row without a new architecture after which the space counts as used up. */
  private static final int PATIENCE = 10_000;

  private UniformDraw() {}

  /**
   * @param count how many; no two of them are the same network
   * @throws IllegalArgumentException if the space does not hold as many
   */
  static List<Architecture> of(GenerativeSpace space, int count, long seed) {
    RandomStream random = RandomStream.of(seed, Purpose.EVIDENCE, 0, 0);
    List<Architecture> drawn = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int misses = 0;
    while (drawn.size() < count) {
      Architecture next = RandomWalk.transform(space.generation(), random);
      if (seen.add(next.canonicalForm().hash())) {
        drawn.add(next);
        misses = 0;
      } else if (++misses == PATIENCE) {
        throw new IllegalArgumentException(
            "Space gives only about (%s) distinct architectures; (%s) were asked for. Maybe give fewer with --held-out and --samples."
                .formatted(drawn.size(), count));
      }
    }
    return drawn;
  }
}
