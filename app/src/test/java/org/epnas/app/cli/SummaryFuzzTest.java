package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.json.JsonFile;
import org.epnas.testkit.fuzz.ReaderFuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Summaries of runs, changed at random, as {@code epnas show} reads them. */
class SummaryFuzzTest {
  private static final String SUMMARY =
      "{\"strategy\":\"epnas\",\"space\":\"cell\",\"data\":\"x\",\"seed\":1,\"constraints\":[\"parameters<=1M\"],"
          + "\"device\":\"cpu\",\"precision\":\"FP32\",\"mode\":\"FAST\",\"wallSeconds\":3.5,"
          + "\"trainingSeconds\":2.5,\"trials\":2,\"failed\":1,\"cancelled\":0,\"duplicates\":0,"
          + "\"commonestFailure\":{\"reason\":\"ERROR\",\"message\":\"m\",\"count\":1,\"failures\":1},"
          + "\"feasible\":true,\"bestTrial\":0,\"bestAccuracy\":0.9,\"parameters\":60500,\"flops\":1950000,"
          + "\"flopsPerByte\":5.9,\"uses\":[{\"resource\":\"parameters\",\"used\":60500.0,\"limit\":1000000.0,"
          + "\"unit\":\"\",\"operator\":\"<=\",\"hard\":false}],"
          + "\"predictor\":{\"spearman\":0.5,\"kendall\":0.4,\"n\":8},"
          + "\"replay\":{\"testAccuracy\":90.0,\"regret\":1.0},\"endMessage\":\"Budget spent.\"}";

  @TempDir Path folder;

  @Test
  void summaries() {
    Path file = folder.resolve("summary.json");

    ReaderFuzz.Report report =
        new ReaderFuzz(
                List.of(SUMMARY.getBytes(StandardCharsets.UTF_8)),
                List.of(
                    "null", "\"x\"", "-1", "1e999", "99999999999", "true", "[", "]", "{", "}", ","),
                32 << 20,
                List.of(ConfigurationException.class))
            .run(
                "summary.json",
                input -> {
                  Files.write(file, input);
                  JsonFile json = new JsonFile("Summary", file);
                  var figures = json.object();
                  assertThat(json.explained(() -> SummaryText.of(figures))).isNotBlank();
                  assertThat(json.explained(() -> SummaryText.uses(figures))).isNotNull();
                });

    assertThat(report.refused()).isPositive();
  }
}
