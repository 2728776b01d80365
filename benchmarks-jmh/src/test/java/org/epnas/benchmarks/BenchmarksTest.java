package org.epnas.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarksTest {
  @Test
  void knowsABenchmarkByItsName() {
    assertThat(Benchmarks.isBenchmark("ArchitectureBenchmark")).isTrue();
  }

  @Test
  void knowsNoBenchmarkByAMisspeltName() {
    assertThat(Benchmarks.isBenchmark("ArchitectureBenhcmark")).isFalse();
  }

  @Test
  void takesWhatIsNoRegularExpressionForNoBenchmark() {
    assertThat(Benchmarks.isBenchmark("[")).isFalse();
  }

  @Test
  void saysWhichCommandsThereAreWhereNoneIsMeant() {
    assertThat(Benchmarks.unknown("peer", new LinkedHashSet<>(List.of("peers", "ceiling"))))
        .isEqualTo(
            "No command and no JMH benchmark is called (peer). Maybe use one of peers, ceiling, or run ./benchmarks alone, which lists the benchmarks.");
  }
}
