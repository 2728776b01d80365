package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Text that fits into what a person sees. */
class TextWidthTest {
  @Test
  void columnsAreWhatTheVariableSaysWhereItIsANumber() {
    assertThat(TextWidth.given("132")).contains(132);
    assertThat(TextWidth.given("20")).as("no help text has room there").contains(55);
    assertThat(TextWidth.given(null)).isEmpty();
    assertThat(TextWidth.given("")).isEmpty();
    assertThat(TextWidth.given("wide")).isEmpty();
    assertThat(TextWidth.given("-5")).isEmpty();
    // Digits of another script, and more than fit into an int.
    assertThat(TextWidth.given("\u0668\u0660")).isEmpty();
    assertThat(TextWidth.given("99999999999")).isEmpty();
  }

  @Test
  void linesAfterTheFirstAreIndented() {
    assertThat(TextWidth.wrapped("abc ", 4, List.of("12345", "67", "890"), 12).lines())
        .containsExactly("abc 12345 67", "    890");
  }

  @Test
  void aWordWiderThanALineStaysWhole() {
    assertThat(TextWidth.wrapped("", 0, List.of("/a/long/path", "b", "c"), 5).lines())
        .containsExactly("/a/long/path", "b c");
  }

  @Test
  void noTextIsTheLabelAlone() {
    assertThat(TextWidth.wrapped("time      ", "").lines()).containsExactly("time");
  }
}
