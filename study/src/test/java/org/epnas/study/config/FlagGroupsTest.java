package org.epnas.study.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FlagGroupsTest {
  @Test
  void everyFlagOfAGroupTakesPartInWhetherSearchesAreComparable() {
    assertNamesAll(TrialConfiguration.DEFAULT.flags(), TrialConfiguration.class);
    assertNamesAll(DeviceConfiguration.DEFAULT.flags(), DeviceConfiguration.class);
  }

  private static void assertNamesAll(SequencedMap<String, String> flags, Class<?> group) {
    assertThat(flags.sequencedKeySet())
        .containsExactlyElementsOf(
            Stream.of(group.getRecordComponents())
                .map(component -> "--" + dashed(component.getName()))
                .toList());
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  @Test
  void aTimeLimitIsATime() {
    assertThat(withTime("90s").timeLimit()).hasValueSatisfying(t -> assertThat(t).hasSeconds(90));
    assertThatThrownBy(() -> withTime("trials=5").timeLimit())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--trial-time");
  }

  private static TrialConfiguration withTime(String time) {
    return TrialConfiguration.DEFAULT.withTrialTime(time);
  }

  @Test
  void nobodyIsToldTwice() {
    assertThatThrownBy(() -> new OutputConfiguration(List.of("a", "a"), List.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--listener");
  }
}
