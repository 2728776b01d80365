package org.epnas.nativecpu.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.epnas.nativecpu.openmp.Team;
import org.junit.jupiter.api.Test;

final class SliceLoopTest {
  /** Writes down what is called. */
  private record Scribe(String name, boolean combines, List<String> log) implements SliceWork {
    @Override
    public void begin() {
      log.add(name + " begins");
    }

    @Override
    public void run(int slice, int worker) {
      log.add(name + slice);
    }

    @Override
    public void combine(int part, int parts) {
      log.add("%s combines %d/%d".formatted(name, part, parts));
    }

    @Override
    public void end() {
      log.add(name + " ends");
    }
  }

  private final List<String> log = new ArrayList<>();

  private SliceLoop loop(Arena arena, int workers, SliceWork... works) {
    return new SliceLoop(List.of(works), 2, true, new Team(Optional.empty(), workers), arena);
  }

  @Test
  void takesEachSliceThroughAllWorks() {
    try (Arena arena = Arena.ofConfined()) {
      loop(arena, 1, new Scribe("a", false, log), new Scribe("b", false, log)).run();
    }

    assertThat(log)
        .containsExactly("a begins", "b begins", "a1", "b1", "a0", "b0", "a ends", "b ends");
  }

  @Test
  void combinesOnAllWorkersBehindTheLastSlice() {
    try (Arena arena = Arena.ofConfined()) {
      loop(arena, 2, new Scribe("a", true, log), new Scribe("b", false, log)).run();
    }

    assertThat(log.subList(6, 10))
        .containsExactly("a combines 0/2", "a combines 1/2", "a ends", "b ends");
  }

  @Test
  void timesEachWork() {
    SliceWork slow = (_, _) -> busy(2_000_000);
    SliceWork fast = (_, _) -> {};
    long[] nanos = {-1, -1, -1};
    try (Arena arena = Arena.ofConfined()) {
      loop(arena, 1, slow, fast).run(nanos, 1);
    }

    assertThat(nanos[0]).isEqualTo(-1);
    assertThat(nanos[1]).isGreaterThanOrEqualTo(4_000_000);
    assertThat(nanos[2]).isBetween(0L, nanos[1] - 1);
  }

  private static void busy(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void passesOnWhatAWorkThrows() {
    SliceWork fails =
        (slice, _) -> {
          throw new IllegalArgumentException("slice " + slice);
        };
    try (Arena arena = Arena.ofConfined()) {
      SliceLoop loop = loop(arena, 1, fails);

      assertThatThrownBy(loop::run).hasMessage("slice 1");
    }
  }
}
