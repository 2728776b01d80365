package org.epnas.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.epnas.study.config.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedRangeTest {
  @Test
  void aCountOrARange() {
    assertThat(SeedRange.parse("3").stream()).containsExactly(1L, 2L, 3L);
    assertThat(SeedRange.parse("1-200").count()).isEqualTo(200);
    assertThat(SeedRange.parse("7-8").stream()).containsExactly(7L, 8L);
    assertThat(SeedRange.parse("0-0").stream()).containsExactly(0L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "5-4", "-3", "many", "", "1-", "1,2", "99999999999999999999"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> SeedRange.parse(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--seeds");
  }
}
