package org.epnas.study.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.study.config.DeviceConfiguration;
import org.epnas.study.config.Evaluation;
import org.epnas.study.config.LimitConfiguration;
import org.epnas.study.config.OutputConfiguration;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.config.TrialConfiguration;
import org.epnas.study.run.RunPlace;
import org.epnas.training.backend.Precision;
import org.epnas.training.data.DataSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be written when a search is over costs that file and not the result. */
class UnwrittenResultsTest {
  @TempDir Path temporary;

  @Test
  void theSummaryIsWrittenThoughTheWeightsCannotBe() throws IOException {
    SearchReport report = search("best.safetensors");

    assertThat(report.result().best()).isPresent();
    assertThat(report.folder().summary()).content().contains("\"feasible\" : true");
    assertThat(report.folder().bestArchitecture()).isNotEmptyFile();
    assertThat(report.unwritten()).hasSize(1);
    assertThat(report.unwritten().getFirst()).contains("best.safetensors");
  }

  @Test
  void theWeightsAreWrittenThoughTheSummaryCannotBe() throws IOException {
    SearchReport report = search("summary.json");

    assertThat(report.summary().feasible()).isTrue();
    assertThat(report.folder().bestWeights()).isNotEmptyFile();
    assertThat(report.unwritten()).hasSize(1);
    assertThat(report.unwritten().getFirst()).contains("summary.json");
  }

  /**
   * @param blocked file of the run folder in whose place a folder appears when all is trained
   */
  private SearchReport search(String blocked) {
    RunPlace place = RunPlace.at(temporary.resolve("run"));
    try (SearchSession session = SearchSession.prepare(configuration(), given(), place, 1)) {
      return session.run(
          event -> {
            if (event instanceof SearchEvent.Finished) {
              block(session.folder().path().resolve(blocked));
            }
          },
          new Cancellation());
    }
  }

  private static void block(Path file) {
    try {
      Files.createDirectories(file.resolve("in-the-way"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SearchConfiguration configuration() {
    return new SearchConfiguration(
        "random",
        Optional.of("trials=1"),
        new Evaluation.Trained(
            "shades",
            "layerwise",
            TrialConfiguration.DEFAULT.withBatchSize(8),
            DeviceConfiguration.DEFAULT.on("reference", Precision.FP32)),
        LimitConfiguration.NONE,
        OutputConfiguration.NONE,
        7);
  }

  private static Ingredients given() {
    return new Ingredients(
        Optional.of(images()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of());
  }

  private static DataSet images() {
    int count = 32;
    byte[] pixels = new byte[count * 64];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 2;
      for (int p = 0; p < 64; p++) {
        pixels[i * 64 + p] = (byte) (labels[i] * 180 + (i * 31 + p * 7) % 50);
      }
    }
    return new DataSet("shades", new TensorShape(1, 8, 8), 2, pixels, labels);
  }
}
