package org.epnas.study.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers read alike on every machine, also on one that writes 1,5 and other digits. */
class QuantityTest {
  private final Locale before = Locale.getDefault();

  @BeforeEach
  void anotherLanguage() {
    Locale.setDefault(Locale.forLanguageTag("de-u-nu-arab"));
  }

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @Test
  void countsHaveASuffix() {
    assertThat(Quantity.count(9_999)).isEqualTo("9999");
    assertThat(Quantity.count(97_250)).isEqualTo("97.3k");
    assertThat(Quantity.count(1_250_000)).isEqualTo("1.25M");
    assertThat(Quantity.count(2e9)).isEqualTo("2.00G");
  }

  @Test
  void timesHaveTwoUnits() {
    assertThat(Quantity.time(Duration.ofSeconds(7))).isEqualTo("7s");
    assertThat(Quantity.time(Duration.ofMinutes(3))).isEqualTo("3m00s");
    assertThat(Quantity.time(Duration.ofMinutes(125))).isEqualTo("2h05m");
    assertThat(Quantity.seconds(1.44)).isEqualTo("1.4s");
    assertThat(Quantity.seconds(179.9)).isEqualTo("3m00s");
  }

  @Test
  void usesHaveTheirUnit() {
    assertThat(Quantity.use(97_250, "")).isEqualTo("97.3k");
    assertThat(Quantity.use(3.21749, "ms")).isEqualTo("3.217ms");
    assertThat(Quantity.use(0.00012345, "J")).isEqualTo("0.0001234J");
  }

  @Test
  void accuraciesHaveFourDigits() {
    assertThat(Quantity.accuracy(0.92266)).isEqualTo("0.9227");
    assertThat(Quantity.fixed(1.5, 1)).isEqualTo("1.5");
  }
}
