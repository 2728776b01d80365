package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Exactly one answers when the program is told to end. */
class EarlyEndTest {
  private final List<String> said = new ArrayList<>();

  private final EarlyEnd early =
      new EarlyEnd() {
        @Override
        void say(String line) {
          said.add(line);
        }
      };

  @Test
  void beforeThereIsAJobItSaysThatNothingWasFound() {
    early.told();

    assertThat(said)
        .containsExactly("epnas: Interrupted before there was a result. Nothing is lost.");
  }

  @Test
  void aJobAnswersForItself() {
    early.jobBegins(() -> {});
    early.told();

    assertThat(said).isEmpty();
  }

  /** As Java refuses a hook while it ends: nobody else will answer. */
  @Test
  void aJobThatComesTooLateDoesNot() {
    assertThatThrownBy(() ->
            early.jobBegins(() -> {
              throw new IllegalStateException("Shutdown in progress");
            }))
        .isInstanceOf(IllegalStateException.class);
    early.told();

    assertThat(said).hasSize(1);
  }

  @Test
  void afterTheLastLineNothingIsSaid() {
    early.over();
    early.told();

    assertThat(said).isEmpty();
  }
}
