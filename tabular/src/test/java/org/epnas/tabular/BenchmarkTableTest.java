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
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.searchspaces.nasbench201.Cell;
import org.epnas.searchspaces.nasbench201.Nasbench201Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkTableTest {
  private static final List<Cell> CELLS =
      IntStream.of(1, 500, 15_624).mapToObj(Cell::ofCode).toList();

  private final Nasbench201Space space = new Nasbench201Space(new TensorShape(3, 32, 32), 10);

  @TempDir Path folder;

  @Test
  void readsWhatIsThereForEachTask() throws IOException {
    Path file = file(SyntheticTable.rows(CELLS));
    Cell cell = CELLS.get(2);
    double accuracy = SyntheticTable.accuracy(cell);
    double seconds = SyntheticTable.seconds(cell);

    BenchmarkTable c10 = part(file, "c10");
    int row = c10.row(network(cell)).orElseThrow();
    assertThat(row).isEqualTo(2);
    assertThat(c10.observed(row, 12, 1, 0)).isEqualTo(accuracy);
    assertThat(c10.observed(row, 200, 1, 0)).isEqualTo(accuracy + 10);
    assertThat(c10.expected(row)).isEqualTo(accuracy);
    assertThat(c10.judged(row)).isEqualTo(accuracy + 11);
    assertThat(c10.secondsPerEpoch(row)).isEqualTo(seconds);
    assertThat(c10.row(network(Cell.ofCode(15_623)))).isEmpty();
    BenchmarkTable c100 = part(file, "c100");
    assertThat(c100.observed(row, 12, 1, 0)).isEqualTo(accuracy - 20);
    assertThat(c100.judged(row)).isEqualTo(accuracy - 9);
    assertThat(c100.secondsPerEpoch(row)).isEqualTo(2 * seconds);
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

    assertThat(part(file(lines), "c10").row(network(CELLS.getLast()))).hasValue(2);
  }

  @Test
  void readsWholeTablesGzippedOrNot() throws IOException {
    List<String> full = SyntheticTable.full();

    assertThat(SyntheticTable.load(file(full), "c10").row(network(Cell.ofCode(700)))).hasValue(700);
    assertThat(
            SyntheticTable.load(SyntheticTable.gzip(folder.resolve("t.csv.gz"), full), "c10")
                .row(network(Cell.ofCode(700))))
        .hasValue(700);
  }

  @Test
  void aTableNeedsTheColumnsOfItsTaskOnly() throws IOException {
    List<String> lines = new ArrayList<>(SyntheticTable.rows(CELLS));
    lines.set(0, lines.getFirst().replace("c100_val_12ep", "c100_val"));
    Path file = file(lines);

    assertThat(part(file, "c10").size()).isEqualTo(3);
    assertThatThrownBy(() -> part(file, "in16"))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining("column (in16_val_12ep) is missing");
  }

  @ParameterizedTest
  @CsvSource({
    "3, arch_index, 15623, 'is there already, in row 1'",
    "2, arch_str, |none~0|, is no network of the space",
    "3, arch_str, |none~0|+|none~0|none~1|+|none~0|none~1|skip_connect~2|, 'is there already, in row 1'",
    "3, c10_val_12ep, 100.5, 'must lie in [0, 100] percent'",
    "2, c10_test_200ep, -0.1, 'must lie in [0, 100] percent'",
    "1, c10_val_200ep, NaN, must be a number",
    "1, c10_val_12ep, 5x, must be a number",
    "2, c10_val_200ep, '', must be a number",
    "3, c10_train_sec_per_epoch, Infinity, must be a number",
    "3, c10_train_sec_per_epoch, 1e400, 'must be a finite number, not below 0'",
    "3, c10_train_sec_per_epoch, -3, 'must be a finite number, not below 0'"
  })
  void refusesAWrongValueWithItsPlace(int row, String column, String value, String rule)
      throws IOException {
    List<String> lines = new ArrayList<>(SyntheticTable.rows(CELLS));
    String[] values = lines.get(row).split(",");
    values[List.of(SyntheticTable.HEADER.split(",")).indexOf(column)] = value;
    lines.set(row, String.join(",", values));
    Path file = file(lines);

    assertThatThrownBy(() -> part(file, "c10"))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageStartingWith("Table (%s): row %d, column (%s): (%s) ", file, row, column, value)
        .hasMessageContaining(rule);
  }

  @Test
  void refusesAMissingColumn() throws IOException {
    List<String> lines = new ArrayList<>(SyntheticTable.rows(CELLS));
    lines.set(0, lines.getFirst().replace("c10_val_12ep", "c10_val"));

    assertRefused(file(lines), "column (c10_val_12ep) is missing; it has [arch_index, arch_str,");
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

    assertThatThrownBy(() -> SyntheticTable.load(file, "c10"))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining("it has 15624 rows and must have 15625, one per network");
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
    assertRefused(Files.createFile(folder.resolve("empty.csv")), "column (arch_str) is missing");
  }

  private static void assertRefused(Path file, String problem) {
    assertThatThrownBy(() -> part(file, "c10"))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(problem);
  }

  private static BenchmarkTable part(Path file, String task) {
    return SyntheticTable.loadPart(file, task);
  }

  private Architecture network(Cell cell) {
    return space.architecture(cell);
  }

  private Path file(List<String> lines) throws IOException {
    return SyntheticTable.write(folder.resolve("table.csv"), lines);
  }
}
