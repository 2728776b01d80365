package org.epnas.searchspaces.nasbench201;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.epnas.searchspaces.nasbench201.Published.Count;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The benchmark's own table against our networks, all 15,625. The table is no part of the project:
 * {@code -Depnas.nasbench201=FILE} says where it is.
 */
@Tag("slow")
@EnabledIfSystemProperty(
    named = "epnas.slowTests",
    matches = "true",
    disabledReason = "takes a minute: -Depnas.slowTests=true")
class PublishedTableTest {
  private static final Path TABLE =
      Path.of(
          System.getProperty(
              "epnas.nasbench201", "../../shared/data/nasbench201/nasbench201.csv.gz"));

  private record Row(String cell, long parameters, long multiplyAdds) {}

  @Test
  void everyNetworkHasThePublishedParametersAndMultiplyAdds() throws IOException {
    List<Row> rows = rows();

    assertThat(rows).hasSize(Cell.COUNT);
    assertThat(rows)
        .allSatisfy(row ->
            assertThat(Published.withDeadEdges(row.cell()))
                .isEqualTo(new Count(row.parameters(), row.multiplyAdds())));
  }

  /** As many cells as the benchmark is known to have without unreachable operations. */
  @Test
  void whatIsTrainedCostsThatToo() throws IOException {
    List<Row> whole = rows().stream().filter(row -> Published.wholeCellIsLive(row.cell())).toList();

    assertThat(whole).hasSize(9_445);
    assertThat(whole)
        .allSatisfy(row ->
            assertThat(Count.of(Published.network(row.cell())))
                .isEqualTo(new Count(row.parameters(), row.multiplyAdds())));
  }

  private static List<Row> rows() throws IOException {
    assumeTrue(
        Files.isReadable(TABLE),
        () ->
            "The table (%s) is not there. Maybe give its place by -Depnas.nasbench201=FILE."
                .formatted(TABLE));
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(TABLE)), StandardCharsets.UTF_8))) {
      List<String> header = Arrays.asList(lines.readLine().split(","));
      return lines.lines().map(line -> row(header, line.split(",", -1))).toList();
    }
  }

  private static Row row(List<String> header, String[] values) {
    return new Row(
        values[header.indexOf("arch_str")],
        count(values[header.indexOf("params_mb_analytic")]),
        count(values[header.indexOf("flops_m_analytic")]));
  }

  /** Millions with up to six digits behind the point, which is exact. */
  private static long count(String millions) {
    return new BigDecimal(millions).movePointRight(6).longValueExact();
  }
}
