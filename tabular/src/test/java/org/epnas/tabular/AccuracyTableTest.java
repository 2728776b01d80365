package org.epnas.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.epnas.searchspaces.nasbench201.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccuracyTableTest {
  private static final List<Cell> CELLS =
      IntStream.of(1, 500, 15_624).mapToObj(Cell::ofCode).toList();

  @TempDir Path folder;

  @Test
  void readsWhatIsThereForBothDataSets() throws IOException {
    AccuracyTable table = AccuracyTable.loadPart(file(SyntheticTable.rows(CELLS)));

    Cell cell = CELLS.get(1);
    double accuracy = SyntheticTable.accuracy(cell);
    double seconds = SyntheticTable.seconds(cell);
    assertThat(table.figures(TableDataSet.CIFAR_10, cell))
        .contains(new Figures(accuracy, accuracy + 10, accuracy + 11, seconds));
    assertThat(table.figures(TableDataSet.CIFAR_100, cell))
        .contains(new Figures(accuracy - 20, accuracy - 10, accuracy - 9, 2 * seconds));
    assertThat(table.index(cell)).hasValue(15_624 - 500);
    assertThat(table.figures(TableDataSet.CIFAR_10, Cell.ofCode(2))).isEmpty();
  }

  @Test
  void columnsMayStandInAnyOrderAndOthersMayBeThere() throws IOException {
    List<String> lines =
        SyntheticTable.rows(CELLS).stream()
            .map(line -> {
              List<String> values = Arrays.asList(line.split(","));
              return String.join(",", values.reversed()) + ",more";
            })
            .toList();

    assertThat(AccuracyTable.loadPart(file(lines)).index(CELLS.getFirst())).hasValue(15_623);
  }

  @Test
  void readsWholeTablesGzippedOrNot() throws IOException {
    List<String> full = SyntheticTable.full();

    assertThat(AccuracyTable.load(file(full)).index(Cell.ofCode(7))).hasValue(15_617);
    assertThat(
            AccuracyTable.load(SyntheticTable.gzip(folder.resolve("t.csv.gz"), full))
                .index(Cell.ofCode(7)))
        .hasValue(15_617);
  }

  @ParameterizedTest
  @CsvSource({
    "2, arch_index, -1, must be a whole number from 0 to 15624",
    "2, arch_index, 15625, must be a whole number from 0 to 15624",
    "1, arch_index, 1.0, must be a whole number from 0 to 15624",
    "3, arch_index, 15623, 'is there already, in row 1'",
    "2, arch_str, |none~0|, is no cell",
    "3, arch_str, |none~0|+|none~0|none~1|+|none~0|none~1|skip_connect~2|, 'is there already, in row 1'",
    "3, c10_val_12ep, 100.5, 'must lie in [0, 100] percent'",
    "2, c10_test_200ep, -0.1, 'must lie in [0, 100] percent'",
    "1, c100_val_200ep, NaN, must be a number",
    "1, c100_val_12ep, 5x, must be a number",
    "2, c10_val_200ep, '', must be a number",
    "3, c10_train_sec_per_epoch, Infinity, must be a number",
    "3, c10_train_sec_per_epoch, 1e400, 'must be a finite number, not below 0'",
    "3, c100_train_sec_per_epoch, -3, 'must be a finite number, not below 0'"
  })
  void refusesAWrongValueWithItsPlace(int row, String column, String value, String rule)
      throws IOException {
    List<String> lines = new ArrayList<>(SyntheticTable.rows(CELLS));
    String[] values = lines.get(row).split(",");
    values[List.of(SyntheticTable.HEADER.split(",")).indexOf(column)] = value;
    lines.set(row, String.join(",", values));
    Path file = file(lines);

    assertThatThrownBy(() -> AccuracyTable.loadPart(file))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageStartingWith("Table (%s): row %d, column (%s): (%s) ", file, row, column, value)
        .hasMessageContaining(rule);
  }

  @Test
  void refusesAMissingColumn() throws IOException {
    List<String> lines = new ArrayList<>(SyntheticTable.rows(CELLS));
    lines.set(0, lines.getFirst().replace("c100_val_12ep", "c100_val"));

    assertRefused(file(lines), "column (c100_val_12ep) is missing; it has [arch_index, arch_str,");
  }

  @Test
  void refusesARowThatIsCutOff() throws IOException {
    List<String> lines = new ArrayList<>(SyntheticTable.rows(CELLS));
    lines.set(3, lines.get(3).substring(0, lines.get(3).lastIndexOf(',')));

    assertRefused(file(lines), "row 3 has 9 columns and must have 10");
  }

  @Test
  void refusesATableWithoutSomeOfTheCells() throws IOException {
    List<String> full = SyntheticTable.full();
    Path file = file(full.subList(0, full.size() - 1));

    assertThatThrownBy(() -> AccuracyTable.load(file))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining("it has 15624 rows and must have 15625, one per cell");
  }

  @Test
  void refusesATruncatedGzip() throws IOException {
    Path whole = SyntheticTable.gzip(folder.resolve("whole.gz"), SyntheticTable.full());
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(bytes, bytes.length * 9 / 10));

    assertRefused(cut, "the file is damaged or ends too early");
  }

  @Test
  void refusesAFileThatIsNotThereOrEmpty() throws IOException {
    assertRefused(folder.resolve("absent.csv"), "cannot be read");
    assertRefused(Files.createFile(folder.resolve("empty.csv")), "column (arch_index) is missing");
  }

  private static void assertRefused(Path file, String problem) {
    assertThatThrownBy(() -> AccuracyTable.loadPart(file))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(problem);
  }

  private Path file(List<String> lines) throws IOException {
    return SyntheticTable.write(folder.resolve("table.csv"), lines);
  }
}
