package org.epnas.study.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.study.json.Json;
import org.epnas.training.backend.Precision;
import org.junit.jupiter.api.Test;

final class StoredConfigurationTest {
  private static final SearchConfiguration SEARCH =
      new SearchConfiguration(
          "cifar10",
          "layerwise",
          "epnas",
          List.of("parameters<=1M!"),
          "exponential",
          "trials=5",
          1,
          64,
          3,
          "5m",
          true,
          "auto",
          Precision.FP32,
          Pinning.OFF,
          ExecutionMode.REPRODUCIBLE,
          11);

  private static final TabularConfiguration TABLE =
      new TabularConfiguration(
          "table",
          Path.of("folder"),
          "c10",
          Path.of("latencies"),
          List.of(),
          "exponential",
          "trials=5",
          4);

  @Test
  void workersAreReadByTheirEarlierName() {
    String search = Json.LINE.writeValueAsString(SEARCH);
    assertThat(search).contains("\"workers\":3").doesNotContain("slots");
    assertThat(Json.LINE.readValue(earlier(search), SearchConfiguration.class)).isEqualTo(SEARCH);

    String table = Json.LINE.writeValueAsString(TABLE);
    assertThat(table).contains("\"workers\":4").doesNotContain("slots");
    assertThat(Json.LINE.readValue(earlier(table), TabularConfiguration.class).workers())
        .isEqualTo(4);
  }

  private static String earlier(String json) {
    return json.replace("\"workers\"", "\"slots\"");
  }
}
