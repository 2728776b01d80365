package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables, lines counted by hand. */
class TableTest {
  @Test
  void textIsLeftOfNumbersAndEveryColumnAsWideAsItsWidestCell() {
    Table table = new Table("name", "count").row("a", 5).row("longer", 1234567);

    assertThat(table.text(80).lines())
        .containsExactly("name      count", "a             5", "longer  1234567");
  }

  @Test
  void whereItJustFitsNothingChanges() {
    Table table = new Table("a", "b c").row("x", "1 2");

    // 1 + 2 + 3 columns.
    assertThat(table.text(6).lines()).containsExactly("a  b c", "x  1 2");
  }

  @Test
  void aTextGoesOnInTheNextLineAndIsLeftAlignedThen() {
    Table table = new Table("layer", "operation", "n").row("stem", "conv 3x3, batch norm", 7);

    // 5 + 2 + 10 + 2 + 1 columns; "conv 3x3, batch norm" has room for "batch norm" in a line.
    assertThat(table.text(20).lines())
        .containsExactly("layer  operation   n", "stem   conv 3x3,   7", "       batch norm");
  }

  @Test
  void aNumberIsNotTornFromItsUnitNorAnIntervalAtItsSigns() {
    Table table = new Table("a", "b").row("x", "12.5 MiB").row("y", "+1.0 .. +2.0");

    assertThat(table.text(10).lines()).contains("x      12.5 MiB", "y  +1.0 .. +2.0");
  }

  @Test
  void aHeaderEndsALineAfterItsSlashAndNumbersStayRight() {
    Table table = new Table("t", "FLOPs/byte").row("1", "5.90");

    assertThat(table.text(9).lines()).containsExactly("t  FLOPs/", "     byte", "1    5.90");
  }

  @Test
  void columnsMoveTogetherBeforeOneGoesBelow() {
    Table table = new Table("id", "one", "two", "six").row("7", "111", "222", "666");

    assertThat(table.text(17).lines()).containsExactly("id  one  two  six", "7   111  222  666");
    assertThat(table.text(14).lines()).containsExactly("id one two six", "7  111 222 666");
    assertThat(table.text(13).lines())
        .containsExactly("id  one  two", "7   111  222", "", "id  six", "7   666");
  }

  @Test
  void aWordWiderThanEverythingIsNotCut() {
    Table table = new Table("a", "file").row("x", "/a/long/path/without/spaces");

    assertThat(table.text(10)).contains("x  /a/long/path/without/spaces");
  }

  @Test
  void columnsAddedToTheHeaderAreThere() {
    Table table = new Table("a").columns(List.of("b")).row("1", "2");

    assertThat(table.text(80).lines()).containsExactly("a  b", "1  2");
  }
}
