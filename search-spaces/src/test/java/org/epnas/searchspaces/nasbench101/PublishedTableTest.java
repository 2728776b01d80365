package org.epnas.searchspaces.nasbench101;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.cost.Cost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Against all 423,624 published networks, where their table lies beside the project. */
@Tag("data")
class PublishedTableTest {
  private static final Path TABLE = Path.of("../../shared/data/nasbench101/all.csv.gz");

  private final Nasbench101Space space = new Nasbench101Space(new TensorShape(3, 32, 32), 10);

  /** Every so many rows a network is built. */
  private static final int BUILT = 500;

  /**
   * The table does not have every cell in the order of vertices in which it was trained, on which
   * the channels depend: where the parameters differ, those of another order must not.
   */
  @Test
  void everyNetworkHasAKeyOfItsOwnAndThePublishedParameters() throws IOException {
    assumeTrue(Files.exists(TABLE), "no table at " + TABLE);
    Set<String> keys = new HashSet<>();
    int built = 0;
    int reordered = 0;

    try (BufferedReader rows =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(TABLE)), StandardCharsets.UTF_8))) {
      List<String> columns = List.of(rows.readLine().split(",", -1));
      for (String row = rows.readLine(); row != null; row = rows.readLine()) {
        String[] values = row.split(",", -1);
        String cell = values[columns.indexOf("edges_bits")] + "-" + values[columns.indexOf("ops")];
        assertThat(keys.add(space.key(cell))).as(row).isTrue();
        if (keys.size() % BUILT == 0) {
          long published = Long.parseLong(values[columns.indexOf("params")]);
          built++;
          if (parameters(Graph.parse(cell)) != published) {
            reordered++;
            assertThat(orders(Graph.parse(cell)))
                .as(row)
                .anyMatch(order -> parameters(order) == published);
          }
        }
      }
    }

    assertThat(keys).hasSize(423_624);
    assertThat(built).isEqualTo(847);
    assertThat(reordered).isLessThan(built / 25);
  }

  private long parameters(Graph graph) {
    return Cost.of(space.network(graph.toString()).orElseThrow()).parameters();
  }

  /** The cell with its inner vertices in every order in which edges lead to later ones. */
  private static List<Graph> orders(Graph graph) {
    List<int[]> orders = List.of(new int[] {0});
    for (int place = 1; place <= graph.output(); place++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] order : orders) {
        for (int vertex = 1; vertex <= graph.output(); vertex++) {
          if (mayFollow(graph, order, vertex)) {
            int[] next = Arrays.copyOf(order, place + 1);
            next[place] = vertex;
            longer.add(next);
          }
        }
      }
      orders = longer;
    }
    return orders.stream().map(graph::ordered).toList();
  }

  private static boolean mayFollow(Graph graph, int[] order, int vertex) {
    return IntStream.of(order).noneMatch(earlier -> earlier == vertex)
        && IntStream.range(0, vertex)
            .filter(from -> graph.edge(from, vertex))
            .allMatch(from -> IntStream.of(order).anyMatch(earlier -> earlier == from));
  }
}
