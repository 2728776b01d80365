package org.epnas.kernel.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BudgetTest {
  @ParameterizedTest
  @CsvSource({
    "10m, PT10M",
    "90s, PT90S",
    "1h30m, PT90M",
    "2d1h, PT49H",
    "500ms, PT0.5S",
    "1m1ms, PT60.001S",
  })
  void readsATime(String text, Duration expected) {
    assertThat(Budget.parse(text)).isEqualTo(Budget.ofTime(expected));
  }

  @Test
  void readsCountsAndSeveralLimits() {
    assertThat(Budget.parse("trials=50")).isEqualTo(Budget.ofTrials(50));
    assertThat(Budget.parse("epochs=200")).isEqualTo(Budget.ofEpochs(200));
    assertThat(Budget.parse(" epochs = 200, 10m ,trials=50"))
        .isEqualTo(
            new Budget(
                Optional.of(Duration.ofMinutes(10)), OptionalLong.of(50), OptionalLong.of(200)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1h30m", "1m30s", "250ms", "trials=50", "epochs=200", "2d,trials=5,epochs=7"})
  void printsWhatItReads(String text) {
    assertThat(Budget.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | Budget (): cannot read (). Write a time such as 90s, 10m or 1h30m, trials=50 or epochs=200.",
        "10 | Budget (10): cannot read (10). Write a time such as 90s, 10m or 1h30m, trials=50 or epochs=200.",
        "10min | Budget (10min): cannot read (10min). Write a time such as 90s, 10m or 1h30m, trials=50 or epochs=200.",
        "30m1h | Budget (30m1h): cannot read (30m1h). Write a time such as 90s, 10m or 1h30m, trials=50 or epochs=200.",
        "-5m | Budget (-5m): cannot read (-5m). Write a time such as 90s, 10m or 1h30m, trials=50 or epochs=200.",
        "10m, | Budget (10m,): cannot read (). Write a time such as 90s, 10m or 1h30m, trials=50 or epochs=200.",
        "0s | Budget (0s): time (0s) must be above 0 and at most 10000d.",
        "10001d | Budget (10001d): time (10001d) must be above 0 and at most 10000d.",
        "99999999999999999999s | Budget (99999999999999999999s): time (99999999999999999999s) must be above 0 and at most 10000d.",
        "trials=0 | Budget (trials=0): (trials=0) needs a whole number of at least 1 after the =.",
        "trials=-1 | Budget (trials=-1): (trials=-1) needs a whole number of at least 1 after the =.",
        "epochs=many | Budget (epochs=many): (epochs=many) needs a whole number of at least 1 after the =.",
        "epochs=1.5 | Budget (epochs=1.5): (epochs=1.5) needs a whole number of at least 1 after the =.",
        "steps=5 | Budget (steps=5): unknown limit (steps). Known: a time, trials=N, epochs=N.",
        "10m,90s | Budget (10m,90s): it sets a time twice. Keep one.",
        "trials=1,trials=2 | Budget (trials=1,trials=2): it sets trials twice. Keep one.",
      })
  void saysWhatIsWrongAndTheWayOut(String text, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> Budget.parse(text)).withMessage(message);
  }

  @Test
  void needsALimit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Budget(Optional.empty(), OptionalLong.empty(), OptionalLong.empty()))
        .withMessageContaining("would never end");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Budget.ofTime(Duration.ZERO))
        .withMessage("Budget's time (PT0S) must be above 0 and at most 10000 days.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Budget.ofTrials(0))
        .withMessage("Budget's trials (0) must be at least 1.");
  }

  @Test
  void usesTheLargestShare() {
    Budget budget = Budget.parse("100s,trials=50,epochs=200");

    // 10 / 100, 10 / 50, 30 / 200.
    assertThat(budget.fractionUsed(Duration.ofSeconds(10), 10, 30)).isEqualTo(0.2);
    assertThat(budget.fractionUsed(Duration.ofSeconds(40), 10, 30)).isEqualTo(0.4);
    assertThat(budget.fractionUsed(Duration.ofSeconds(500), 60, 30)).isEqualTo(1);
  }
}
