package org.epnas.app.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatusTextTest {
  private static final List<String> PARTS =
      List.of("best 0.8527", "1h02m left", "8 trials", "16.0 trials/min", "episode 3");

  /** The bar has a sixth of the columns. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120 | search  45% [=========           ] best 0.8527, 1h02m left, 8 trials, 16.0 trials/min, episode 3",
        "80  | search  45% [=====        ] best 0.8527, 1h02m left, 8 trials, 16.0 trials/min",
        "60  | search  45% [====      ] best 0.8527, 1h02m left, 8 trials",
        "59  | search  45% best 0.8527, 1h02m left, 8 trials",
        "40  | search  45% best 0.8527, 1h02m left",
        "30  | search  45% best 0.8527",
        "12  | search  45%",
        "5   | searc"
      })
  void leavesOutWhatMattersLeastWhereThereIsNoRoom(int columns, String line) {
    assertThat(StatusText.line("search", 0.455, PARTS, columns)).isEqualTo(line);
  }

  @Test
  void isCompleteWithoutATerminal() {
    assertThat(StatusText.line("search", 0.05, PARTS))
        .isEqualTo("search   5% best 0.8527, 1h02m left, 8 trials, 16.0 trials/min, episode 3");
  }

  @Test
  void reachesItsEnds() {
    assertThat(StatusText.line("t", 0, List.of(), 60)).isEqualTo("t   0% [          ]");
    assertThat(StatusText.line("t", 1, List.of(), 60)).isEqualTo("t 100% [==========]");
    assertThat(StatusText.line("t", 0.999, List.of(), 60)).isEqualTo("t  99% [========= ]");
  }
}
