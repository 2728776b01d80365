package org.epnas.nativecuda.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class TestPrerequisiteTest {
  private static final Map<String, String> USER = Map.of("PATH", "/usr/bin");
  private static final Map<String, String> BUILD_SERVER = Map.of("CI", "true");
  private static final Optional<String> MISSING = Optional.of("(g++) is not on the PATH");

  @Test
  void aUserSkipsWithTheReason() {
    TestPrerequisite prerequisite = TestPrerequisite.of(MISSING, USER);

    assertThat(prerequisite.condition().isDisabled()).isTrue();
    assertThat(prerequisite.condition().getReason()).isEqualTo(MISSING);
    assertThatThrownBy(prerequisite::assume)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("(g++) is not on the PATH");
  }

  @Test
  void aBuildServerFailsWithTheReason() {
    TestPrerequisite prerequisite = TestPrerequisite.of(MISSING, BUILD_SERVER);

    assertThatThrownBy(prerequisite::condition)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("(g++) is not on the PATH");
    assertThatThrownBy(prerequisite::assume)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("(g++) is not on the PATH");
  }

  @Test
  void whereNothingIsMissingTestsRun() {
    for (Map<String, String> environment : List.of(USER, BUILD_SERVER)) {
      TestPrerequisite prerequisite = TestPrerequisite.of(Optional.empty(), environment);

      assertThat(prerequisite.condition().isDisabled()).isFalse();
      assertThatCode(prerequisite::assume).doesNotThrowAnyException();
    }
  }
}
