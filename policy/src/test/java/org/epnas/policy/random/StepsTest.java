package org.epnas.policy.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.testkit.fake.GatedSpace;
import org.junit.jupiter.api.Test;

class StepsTest {
  private final GatedSpace space = new GatedSpace();
  private final Steps steps = new Steps(space);
  private final RandomStream random = RandomStream.of(1, Purpose.STRATEGY, 0, 0);

  /** Whoever goes on from the networks found alone comes to all of them. */
  @Test
  void leadToEveryNetworkOfTheSpace() {
    Set<String> found = new HashSet<>();
    Deque<Architecture> open = new ArrayDeque<>();
    open.add(space.initial());
    found.add(hash(space.initial()));
    while (!open.isEmpty()) {
      for (Architecture next : steps.from(open.remove(), 100, random)) {
        if (found.add(hash(next))) {
          open.add(next);
        }
      }
    }

    assertThat(found).hasSize(GatedSpace.NETWORKS);
  }

  @Test
  void aStepIsAnotherNetworkDrawnOrEnumerated() {
    Set<String> drawn = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      drawn.add(hash(steps.random(space.initial(), random)));
    }
    Set<String> all = new HashSet<>();
    steps.from(space.initial(), 100, random).forEach(network -> all.add(hash(network)));

    assertThat(all).doesNotContain(hash(space.initial())).isEqualTo(drawn);
    Set<String> sampled = new HashSet<>();
    steps.from(space.initial(), 3, random).forEach(network -> sampled.add(hash(network)));
    assertThat(sampled).hasSizeBetween(1, 3).isSubsetOf(all);
  }

  private static String hash(Architecture network) {
    return network.canonicalForm().hash();
  }
}
