package org.epnas.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.epnas.searchspaces.nasbench201.Cell;
import org.epnas.testkit.fuzz.ReaderFuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables changed at random, plain and gzipped. */
class CsvFuzzTest {
  private static final List<String> WORDS =
      List.of(",", ";", "\"", "\n", "\r\n", "\ufeff", "\u0000", "NaN", "-1", "1e400", "Unnamed: 0");

  private static final List<Cell> CELLS =
      IntStream.of(1, 500, 15_624).mapToObj(Cell::ofCode).toList();

  @TempDir Path folder;

  @Test
  void accuracies() throws IOException {
    List<String> rows = SyntheticTable.rows(CELLS);
    byte[] plain = String.join("\n", rows).getBytes(StandardCharsets.UTF_8);
    byte[] gzipped = Files.readAllBytes(SyntheticTable.gzip(folder.resolve("t.gz"), rows));
    Path file = folder.resolve("x.csv");

    ReaderFuzz.Report report =
        new ReaderFuzz(
                List.of(plain, gzipped), WORDS, 16 << 20, List.of(InvalidTableException.class))
            .run(
                "accuracies",
                input -> {
                  Files.write(file, input);
                  SyntheticTable.loadPart(file, "c10");
                });

    assertUseful(report);
  }

  @Test
  void latencies() throws IOException {
    Path table = SyntheticTable.write(folder.resolve("t.csv"), SyntheticTable.rows(CELLS));
    byte[] valid =
        "arch_index,phone,edge gpu\n15623,1,4\n15124,2.5,5\n0,3e1,6\n"
            .getBytes(StandardCharsets.UTF_8);
    Path latencies = folder.resolve("x.csv");

    ReaderFuzz.Report report =
        new ReaderFuzz(List.of(valid), WORDS, 16 << 20, List.of(InvalidTableException.class))
            .run(
                "latencies",
                input -> {
                  Files.write(latencies, input);
                  SyntheticTable.loadPart(table, "c10", latencies);
                });

    assertUseful(report);
  }

  private static void assertUseful(ReaderFuzz.Report report) {
    assertThat(report.refused()).isPositive();
  }
}
