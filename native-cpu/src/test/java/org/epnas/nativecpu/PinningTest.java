package org.epnas.nativecpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.epnas.nativecpu.affinity.Affinity;
import org.epnas.nativecpu.affinity.CorePlan;
import org.epnas.nativecpu.affinity.CoreSet;
import org.epnas.nativecpu.onednn.OneDnnLibrary;
import org.epnas.nativecpu.openmp.OpenMp;
import org.epnas.nativecpu.openmp.Team;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has processor masks")
final class PinningTest {
  private final Affinity affinity = Affinity.find().orElseThrow();
  private final SortedSet<Integer> allowed = affinity.allowed();
  private final Optional<OpenMp> openMp = OneDnnLibrary.get().folder().flatMap(OpenMp::find);

  @BeforeEach
  void twoProcessors() {
    assumeThat(allowed).as("processors").hasSizeGreaterThanOrEqualTo(2);
    assumeThat(openMp).isPresent();
  }

  /** What each thread of the team may use, and where it is, in one loop. */
  private ConcurrentMap<Integer, SortedSet<Integer>> masks(Team team, Arena arena) {
    ConcurrentMap<Integer, SortedSet<Integer>> masks = new ConcurrentHashMap<>();
    team.loop(
            arena,
            (part, parts) -> {
              assertThat(affinity.allowed()).contains(affinity.currentProcessor());
              masks.put(part, affinity.allowed());
            })
        .run();
    return masks;
  }

  @Test
  void everyThreadOfATeamStaysOnItsProcessor() {
    CorePlan plan = CorePlan.plan(1, 2);
    CoreSet cores = plan.take(2).orElseThrow();
    assertThat(cores.processors()).hasSize(2).doesNotHaveDuplicates().isSubsetOf(allowed);
    try (Arena arena = Arena.ofShared();
        Team team = new Team(openMp, 2, Optional.of(cores))) {
      team.enter();
      for (int repeat = 0; repeat < 3; repeat++) {
        assertThat(masks(team, arena).values().stream().map(List::copyOf))
            .containsExactlyElementsOf(cores.processors().stream().map(List::of).toList());
      }
      team.leave();
      assertThat(affinity.allowed()).isEqualTo(allowed);
    }
    try (Arena arena = Arena.ofShared()) {
      Team unpinned = new Team(openMp, 2);
      unpinned.enter();
      assertThat(masks(unpinned, arena).values()).containsExactly(allowed, allowed);
    }
  }

  @Test
  void threadsThatJavaStartsBetweenStepsAreNotPinned() throws InterruptedException {
    CoreSet cores = CorePlan.plan(1, 1).take(1).orElseThrow();
    try (Team team = new Team(openMp, 1, Optional.of(cores))) {
      team.enter();
      assertThat(affinity.allowed()).containsExactlyElementsOf(cores.processors());
      team.leave();
      List<SortedSet<Integer>> seen = new ArrayList<>();
      Thread thread = new Thread(() -> seen.add(affinity.allowed()));
      thread.start();
      thread.join();
      assertThat(seen).containsExactly(allowed);
    }
  }

  @Test
  void aPlaceHasOneOwnerAtATime() {
    CorePlan plan = CorePlan.plan(2, 1);
    CoreSet first = plan.take(1).orElseThrow();
    CoreSet second = plan.take(1).orElseThrow();

    assertThat(first.processors()).doesNotContainAnyElementsOf(second.processors());
    assertThat(plan.take(1)).isEmpty();
    plan.giveBack(first);
    assertThat(plan.take(2)).as("another number of threads").isEmpty();
    assertThat(plan.take(1)).containsSame(first);
    assertThat(plan.description()).contains("pinned to processors").contains("memory nodes");
  }

  @Test
  void tooManyThreadsAreNotPinnedAndSayWhy() {
    CorePlan plan = CorePlan.plan(allowed.size() + 1, 1);

    assertThat(plan.pinned()).isFalse();
    assertThat(plan.take(1)).isEmpty();
    assertThat(plan.description()).contains("not pinned").contains("more than");
  }
}
