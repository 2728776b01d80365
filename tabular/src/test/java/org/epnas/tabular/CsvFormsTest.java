package org.epnas.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.epnas.kernel.constraint.ConstraintParser;
import org.epnas.kernel.constraint.Resource;
import org.epnas.searchspaces.nasbench201.Cell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms in which spreadsheets and pandas write tables, and those that are not read. */
class CsvFormsTest {
  private static final List<Cell> CELLS =
      IntStream.of(1, 500, 15_624).mapToObj(Cell::ofCode).toList();

  /** In which nothing but one operation leads from the input to the output. */
  private static final List<Cell> CONNECTED =
      Stream.of("skip_connect", "nor_conv_3x3", "avg_pool_3x3")
          .map("|none~0|+|none~0|none~1|+|%s~0|none~1|none~2|"::formatted)
          .map(Cell::parse)
          .toList();

  @TempDir Path folder;

  @Test
  void readsWhatSpreadsheetsAndPandasWrite() throws IOException {
    List<String> lines = SyntheticTable.rows(CELLS);
    assertReads("\ufeff" + String.join("\r\n", lines) + "\r\n");
    assertReads(String.join("\n", lines));
    assertReads(joined(lines, line -> line + ","));
    assertReads(joined(lines, line -> line + ",") + ",,,,,,,,,,\n\n");
    assertReads(joined(lines, line -> '"' + line.replace(",", "\",\"") + '"'));
    assertReads(joined(lines, line -> line.replace(",", " , ")));
    // pandas' index, without a name when it is written, with one when it is read and written again.
    for (String name : List.of("", "Unnamed: 0")) {
      List<String> indexed = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        indexed.add((i == 0 ? name : "" + (i - 1)) + "," + lines.get(i));
      }
      assertReads(joined(indexed, line -> line));
    }
    // A note of several lines, with commas.
    List<String> noted = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      noted.add(lines.get(i) + (i == 0 ? ",note" : ",\"one, two\nand \"\"three\"\"\""));
    }
    assertReads(joined(noted, line -> line));
  }

  @Test
  void skipsTheByteOrderMarkOfAGzippedTableToo() throws IOException {
    Path file = folder.resolve("t.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          ("\ufeff" + joined(SyntheticTable.rows(CELLS), line -> line))
              .getBytes(StandardCharsets.UTF_8));
    }

    assertThat(load(file).size()).isEqualTo(CELLS.size());
  }

  @Test
  void namesWhatIsNotRead() throws IOException {
    String text = joined(SyntheticTable.rows(CELLS), line -> line);
    assertRefused(
        ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE),
        "by its first bytes it is UTF-16, not UTF-8. Maybe save it again as UTF-8 (CSV UTF-8).");
    assertRefused(
        text.getBytes(StandardCharsets.UTF_16LE), "it holds NUL characters, as UTF-16 does.");
    assertRefused(
        text.replace("arch_str", "größe").getBytes(Charset.forName("windows-1252")),
        "a character after row 0 is not UTF-8.");
    assertRefused(
        utf8(text.replace(',', ';')),
        "column (arch_str) is missing; it has [arch_index;arch_str;",
        "Its columns are separated by semicolons. Maybe save it again with commas");
    assertRefused(utf8(text.replace(',', '\t')), "Its columns are separated by tabs.");
    assertRefused(
        utf8(text.replace("arch_str", "arch_index")), "column (arch_index) is there twice");
    assertRefused(utf8(text + "1,\"|none"), "ends too early, after row 3");
  }

  @Test
  void namesNumbersOfOtherCountries() throws IOException {
    List<String> lines = SyntheticTable.rows(CELLS);
    String[] values = lines.get(2).split(",");
    values[2] = "\"45,5\"";
    assertRefused(
        utf8(lines.get(0) + "\n" + lines.get(1) + "\n" + String.join(",", values)),
        "row 2, column (c10_val_12ep): (45,5) must be a number with a decimal point");
    values[2] = "45,5";
    assertRefused(
        utf8(lines.get(0) + "\n" + lines.get(1) + "\n" + String.join(",", values)),
        "row 2 has 11 columns and must have 10. Maybe fetch the file again, or put numbers with a comma");
    for (String odd : List.of("45d", "0x1p3", "1_0", "١", "+-4")) {
      values[2] = odd;
      assertRefused(
          utf8(lines.get(0) + "\n" + lines.get(1) + "\n" + String.join(",", values)),
          "row 2, column (c10_val_12ep): (" + odd + ") must be a number.");
    }
  }

  @Test
  void refusesFractionsInsteadOfPercent() throws IOException {
    List<String> lines = new ArrayList<>(List.of(SyntheticTable.HEADER));
    lines.add("15623," + CELLS.getFirst() + ",0.45,0.9,0.91,45,90,91,8,16");
    Path file = file(lines);

    assertRefused(
        utf8(joined(lines, line -> line)),
        "no accuracy of (c10_val_12ep, c10_val_200ep, c10_test_200ep) is above 0.91; they must be in percent, 0 to 100. Maybe they are fractions");
    assertThat(SyntheticTable.loadPart(file, "c100").size()).as("another task").isEqualTo(1);
  }

  @Test
  void endsATableThatNeverEnds() throws IOException {
    Path file = folder.resolve("bomb.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 65; i++) {
        out.write(spaces);
      }
    }

    assertThatThrownBy(() -> load(file))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining("it goes on after 64 MiB, which no table does");
  }

  @Test
  void refusesALatencyTableThatIsCutOff() throws IOException {
    assertThatThrownBy(() -> latencies("arch_index,phone", "15623,1.5", "15124,2"))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining("it has 2 rows and none of arch_index (0), a network of (")
        .hasMessageContaining("Maybe it was cut off; fetch it again.");
    assertThatThrownBy(() -> latencies("arch_index,", "0,"))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining("none of arch_index (15623)");
    assertThatThrownBy(() -> latencies("arch_index,arch_str", "15623,a", "15124,b", "0,c"))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining("it has no column of numbers beside (arch_index)");
  }

  @Test
  void aLatencyColumnWithASpaceCanBeLimited() throws IOException {
    BenchmarkTable table =
        latencies(",arch_index,phone,edge gpu", "0,15623,1,4", "1,15124,2,5", "2,0,3,6");

    assertThat(table.resources().stream().map(Resource::descriptor).map(Resource.Descriptor::name))
        .containsExactly("latency_phone", "latency_edge_gpu");
  }

  /** As HW-NAS-Bench writes it: no device could run the network. */
  @Test
  void aNegativeLatencyWasNotMeasuredAndLeavesTheOthersUsable() throws IOException {
    BenchmarkTable table = measured("phone,watch", "1,3", "-1,4", "2,nan");

    // The second is the best, and within no limit on the phone: nobody measured it there.
    assertThat(bestTestAccuracy(table, "latency_watch<=4!"))
        .hasValue(SyntheticTable.accuracy(CONNECTED.get(1)) + 11);
    assertThat(bestTestAccuracy(table, "latency_phone<=1!"))
        .hasValue(SyntheticTable.accuracy(CONNECTED.get(0)) + 11);
  }

  @Test
  void aDamagedColumnIsRefusedWhenItIsUsed() throws IOException {
    BenchmarkTable table =
        measured("phone,watch,edge gpu,edge!gpu", "1,3,1,1", "\"1,5\",4,1,1", "2,5,1,1");

    assertThat(bestTestAccuracy(table, "latency_watch<=5!")).isPresent();
    assertThatThrownBy(() -> bestTestAccuracy(table, "latency_phone<=5!"))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining(
            "row 2, column (phone): (1,5) must be a number with a decimal point and without separators");
    assertThatThrownBy(() -> bestTestAccuracy(table, "latency_edge_gpu<=5!"))
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining(
            "two columns would both be limited as (latency_edge_gpu). Maybe rename one.");
  }

  @Test
  void rowsAreCountedAsTheyStandInTheFile() throws IOException {
    List<String> lines = SyntheticTable.rows(CELLS);
    assertRefused(
        utf8(lines.get(0) + "\n,,,,,,,,,\n" + lines.get(1) + "\n" + lines.get(1) + "\n"),
        "row 3, column (arch_str): ",
        "is there already, in row 2");
  }

  private static OptionalDouble bestTestAccuracy(BenchmarkTable table, String limit) {
    return new TabularBenchmark(table)
        .bestTestAccuracy(new ConstraintParser(table.resources()).parseAll(List.of(limit)));
  }

  /** The connected cells with these columns of latencies. */
  private BenchmarkTable measured(String header, String... rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of("arch_index," + header));
    for (int i = 0; i < rows.length; i++) {
      lines.add(15_624 - CONNECTED.get(i).code() + "," + rows[i]);
    }
    return SyntheticTable.loadPart(file(SyntheticTable.rows(CONNECTED)), "c10", file(lines));
  }

  private BenchmarkTable latencies(String... lines) throws IOException {
    return SyntheticTable.loadPart(file(SyntheticTable.rows(CELLS)), "c10", file(List.of(lines)));
  }

  private void assertReads(String text) throws IOException {
    BenchmarkTable table = load(Files.writeString(folder.resolve("t.csv"), text));

    assertThat(table.size()).isEqualTo(CELLS.size());
    for (int row = 0; row < CELLS.size(); row++) {
      assertThat(table.name(row)).isEqualTo(CELLS.get(row).toString());
      assertThat(table.expected(row)).isEqualTo(SyntheticTable.accuracy(CELLS.get(row)));
    }
  }

  private static BenchmarkTable load(Path file) {
    return SyntheticTable.loadPart(file, "c10");
  }

  private void assertRefused(byte[] content, String... parts) throws IOException {
    Path file = Files.write(folder.resolve("t.csv"), content);
    assertThatThrownBy(() -> load(file))
        .isInstanceOf(InvalidTableException.class)
        .message()
        .contains(parts)
        .contains("Table (" + file + "): ", "Maybe ")
        .doesNotContain("\n");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String joined(List<String> lines, UnaryOperator<String> change) {
    return String.join("\n", lines.stream().map(change).toList()) + "\n";
  }

  private Path file(List<String> lines) throws IOException {
    return SyntheticTable.write(folder.resolve("table-%d.csv".formatted(lines.hashCode())), lines);
  }
}
