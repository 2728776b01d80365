package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.epnas.study.json.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Trials that are trained again from their records. */
class ReplayCommandTest {
  @TempDir static Path folder;
  private static Path run = Path.of("");

  @BeforeAll
  static void search() throws IOException {
    run = folder.resolve("run");
    CommandRun search =
        CommandRun.of(
            "search",
            "--data",
            SyntheticImages.write(folder.resolve("data"), 36, 20).toString(),
            "--device",
            "reference",
            "--batch-size",
            "10",
            "--strategy",
            "evolution",
            "--budget",
            "trials=4",
            "--seed",
            "5",
            "--run",
            run.toString());
    assertThat(search.status()).as(search.err()).isZero();
  }

  private static List<JsonNode> trials() throws IOException {
    return Files.readAllLines(run.resolve("trials.jsonl")).stream()
        .map(Json.LINE::readTree)
        .toList();
  }

  /** The last trial that began with another's weights. */
  private static JsonNode child() throws IOException {
    return trials().stream().filter(trial -> !trial.get("parent").isNull()).toList().getLast();
  }

  @Test
  void aTrialComesOutTheSame() throws IOException {
    int child = child().get("id").asInt();

    CommandRun replay = CommandRun.of("replay", run.toString(), Integer.toString(child));

    assertThat(replay.status()).as(replay.out() + replay.err()).isZero();
    assertThat(replay.out()).startsWith("Trial %s came out the same".formatted(child));
    assertThat(replay.err()).contains("trial %s, epoch 1 of 1".formatted(child));
  }

  @Test
  void whereTheParentsWeightsAreGoneTheParentIsTrainedAgain() throws IOException {
    JsonNode child = child();
    int parent = child.get("parent").asInt();
    Path weights = run.resolve("weights").resolve("trial-0000%s.safetensors".formatted(parent));
    byte[] kept = Files.readAllBytes(weights);
    Files.delete(weights);
    try {
      CommandRun replay =
          CommandRun.of("replay", run.toString(), child.get("id").asString(), "--json");

      assertThat(replay.status()).as(replay.out()).isZero();
      JsonNode result = Json.PRETTY.readTree(replay.out());
      assertThat(result.get("before").toString()).isEqualTo("[" + parent + "]");
      assertThat(result.get("differences")).isEmpty();
    } finally {
      Files.write(weights, kept);
    }
  }

  @Test
  void anotherSeedIsNoticedAndTheFiguresNamed() throws IOException {
    Path record = run.resolve("run.json");
    String before = Files.readString(record);
    Files.writeString(record, before.replaceFirst("\"seed\" : 5", "\"seed\" : 6"));
    try {
      CommandRun replay = CommandRun.of("replay", run.toString(), "0");

      assertThat(replay.status()).isEqualTo(1);
      assertThat(replay.out().replaceAll("\\s+", " "))
          .startsWith("Trial 0 came out otherwise: ")
          .contains("trainingLoss was (", "Nothing is known to have changed since");
    } finally {
      Files.writeString(record, before);
    }
  }

  @Test
  void aTrialThatIsNotThereIsRefused() {
    CommandRun replay = CommandRun.of("replay", run.toString(), "99");

    assertThat(replay.status()).isEqualTo(2);
    assertThat(replay.err()).contains("has no trial (99)", "Maybe");
  }
}
