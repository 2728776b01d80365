package org.epnas.nativecpu.openmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.epnas.nativecpu.onednn.OneDnnLibrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TeamTest {
  private final Optional<OpenMp> openMp = OneDnnLibrary.get().folder().flatMap(OpenMp::find);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void runsEveryPartOnce(int threads) {
    assertThat(runs(new Team(openMp, threads))).containsOnly(1).hasSize(threads);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void runsEveryPartOnceWithoutOpenMp(int threads) {
    assertThat(runs(new Team(Optional.empty(), threads))).containsOnly(1).hasSize(threads);
  }

  private static int[] runs(Team team) {
    AtomicIntegerArray runs = new AtomicIntegerArray(team.threads());
    try (Arena arena = Arena.ofShared()) {
      team.enter();
      team.loop(
              arena,
              (part, parts) -> {
                assertThat(parts).isEqualTo(team.threads());
                runs.incrementAndGet(part);
              })
          .run();
    }
    return java.util.stream.IntStream.range(0, runs.length()).map(runs::get).toArray();
  }

  @Test
  void anErrorInAPartComesOutAndTheLoopCanRunAgain() {
    boolean[] fails = {true};
    try (Arena arena = Arena.ofShared()) {
      ParallelLoop loop =
          new Team(openMp, 2)
              .loop(
                  arena,
                  (part, parts) -> {
                    if (part == 1 && fails[0]) {
                      throw new IllegalArgumentException("part 1");
                    }
                  });
      assertThatThrownBy(loop::run).hasMessage("part 1");
      fails[0] = false;
      loop.run();
    }
  }

  @Test
  void isEmptyWhereTheRuntimeIsMissing(@TempDir Path folder) {
    assertThat(OpenMp.find(folder)).isEmpty();
  }
}
