package org.epnas.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MemoryPlannerTest {
  private record Use(int buffer, int first, int last) {}

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  @Test
  void aChainNeedsItsTwoLargestNeighbours() {
    // Alive together: (a, b) = 64 + 128, (b, c) = 128 + 64, (c, d) = 64 + 192: the peak is 256.
    MemoryPlanner planner = new MemoryPlanner();
    int a = planner.buffer("a", 64);
    int b = planner.buffer("b", 100);
    int c = planner.buffer("c", 1);
    int d = planner.buffer("d", 192);
    planner.step("load", List.of(), List.of(a));
    planner.step("ab", List.of(a), List.of(b));
    planner.step("bc", List.of(b), List.of(c));
    planner.step("cd", List.of(c), List.of(d));

    MemoryPlan plan = planner.plan();

    assertThat(plan.peakBytes()).isEqualTo(256);
    assertThat(plan.totalBytes()).isEqualTo(64 + 128 + 64 + 192);
    assertThat(plan.bytes()).isEqualTo(256);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void liveBuffersNeverOverlap(int seed) {
    Random random = new Random(seed);
    MemoryPlanner planner = new MemoryPlanner();
    List<Long> sizes = new ArrayList<>();
    List<Use> uses = randomUses(random, planner, sizes);

    MemoryPlan plan = planner.plan();

    for (Use one : uses) {
      assertThat(plan.offset(one.buffer()) % MemoryPlan.ALIGNMENT).isZero();
      assertThat(plan.offset(one.buffer()) + sizes.get(one.buffer()))
          .isLessThanOrEqualTo(plan.bytes());
      for (Use other : uses.subList(0, one.buffer())) {
        if (one.first() <= other.last() && other.first() <= one.last()) {
          long start = Math.max(plan.offset(one.buffer()), plan.offset(other.buffer()));
          long end =
              Math.min(
                  plan.offset(one.buffer()) + sizes.get(one.buffer()),
                  plan.offset(other.buffer()) + sizes.get(other.buffer()));
          assertThat(end).as("%s and %s", one, other).isLessThanOrEqualTo(start);
        }
      }
    }
    assertThat(plan.bytes()).isBetween(plan.peakBytes(), plan.totalBytes());
    assertThat(plan).isEqualTo(planner.plan());
  }

  /** Buffers with random sizes (none, odd and large ones) and random lifetimes. */
  private static List<Use> randomUses(Random random, MemoryPlanner planner, List<Long> sizes) {
    int steps = 1 + random.nextInt(30);
    int buffers = 1 + random.nextInt(60);
    List<Use> uses = new ArrayList<>();
    for (int buffer = 0; buffer < buffers; buffer++) {
      sizes.add((long) random.nextInt(random.nextBoolean() ? 200 : 20_000));
      planner.buffer("b" + buffer, sizes.getLast());
      int first = random.nextInt(steps);
      uses.add(new Use(buffer, first, first + random.nextInt(steps - first)));
    }
    for (int step = 0; step < steps; step++) {
      int now = step;
      planner.step(
          "s" + step,
          uses.stream()
              .filter(use -> use.first() < now && now <= use.last())
              .map(Use::buffer)
              .toList(),
          uses.stream().filter(use -> use.first() == now).map(Use::buffer).toList());
    }
    return uses;
  }

  @Test
  void aKeptBufferSharesWithNothing() {
    MemoryPlanner planner = new MemoryPlanner();
    int kept = planner.buffer("kept", 64);
    int scratch = planner.buffer("scratch", 64);
    planner.keep(kept);
    planner.step("first", List.of(), List.of(scratch));
    planner.step("second", List.of(kept), List.of());

    assertThat(planner.plan().offset(kept)).isNotEqualTo(planner.plan().offset(scratch));
  }

  @Test
  void anUnusedBufferTakesNoPlace() {
    MemoryPlanner planner = new MemoryPlanner();
    planner.buffer("unused", 1000);

    assertThat(planner.plan()).isEqualTo(new MemoryPlan(List.of(0L), 0, 0, 0));
  }

  @Test
  void readingBeforeWritingIsAnError() {
    MemoryPlanner planner = new MemoryPlanner();
    int gradient = planner.buffer("gradient", 64);

    assertThatThrownBy(() -> planner.step("conv1 backward", List.of(gradient), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Step (conv1 backward) reads buffer (gradient), which no earlier step wrote. Maybe list the writing step first, or keep the buffer.");
  }

  @Test
  void unknownBuffersAndNegativeSizesAreErrors() {
    MemoryPlanner planner = new MemoryPlanner();

    assertThatThrownBy(() -> planner.step("conv1", List.of(), List.of(3)))
        .hasMessageContaining("Step (conv1) uses buffer (3), but there are (0)");
    assertThatThrownBy(() -> planner.buffer("weights", -5))
        .hasMessageContaining("Buffer (weights) has a size of (-5) bytes");
  }
}
