package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.epnas.study.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What comes after a search: training the winner to the end, and showing what is there. */
class TrainCommandTest {
  @TempDir Path folder;
  private Path run;

  @BeforeEach
  void search() throws IOException {
    Path data = SyntheticImages.write(folder.resolve("data"), 60, 20);
    run = folder.resolve("run");
    CommandRun search =
        CommandRun.of(
            "search",
            "--data=" + data,
            "--device=reference",
            "--batch-size=10",
            "--budget=trials=1",
            "--run=" + run);
    assertThat(search.status()).as(search.err()).isZero();
    assertThat(search.out()).contains("Best feasible architectures", "./epnas train " + run);
  }

  @Test
  void theWinnerOfARunIsTrainedOnTheRunsDataAndTestedOnce() throws IOException {
    Path trained = folder.resolve("trained");
    CommandRun train = train(run, "--run=" + trained, "--json");

    assertThat(train.status()).as(train.err()).isZero();
    JsonNode report = Json.PRETTY.readTree(train.out());
    // 20 test images: the accuracy is a multiple of 1/20.
    assertThat(report.get("testAccuracy").asDouble() * 20)
        .isEqualTo(Math.rint(report.get("testAccuracy").asDouble() * 20));
    assertThat(report.get("epochs").asInt()).isEqualTo(2);
    assertThat(Files.readString(trained.resolve("architecture.json")))
        .isEqualTo(Files.readString(run.resolve("best.json")));
    assertThat(trained.resolve("weights.safetensors")).isNotEmptyFile();
    assertThat(Json.PRETTY.readTree(Files.readString(trained.resolve("result.json"))))
        .isEqualTo(report);
  }

  /** The search's only trial had one epoch, so nine are much longer. */
  @Test
  void aMuchLongerTrainingTakesTheNetworkOfTheRuleForIt() throws IOException {
    JsonNode choice =
        Json.PRETTY.readTree(Files.readString(run.resolve("summary.json"))).get("choice");
    assertThat(choice.get("rule").asString()).isEqualTo("highest accuracy");
    assertThat(choice.get("longEpochs").asInt()).isEqualTo(9);
    assertThat(run.resolve("best-long.json")).as("the best itself").doesNotExist();
    Files.writeString(run.resolve("best-long.json"), "{}");

    CommandRun longer =
        CommandRun.of(
            "train",
            run.toString(),
            "--device=reference",
            "--budget=epochs=9",
            "--run=" + folder.resolve("long"));
    assertThat(longer.err()).as("reads the other file").contains("best-long.json");
    assertThat(train(run, "--run=" + folder.resolve("short")).status()).isZero();
  }

  @Test
  void anArchitectureForOtherImagesIsRefused() {
    CommandRun train = train(run, "--data=fashion-mnist-10k", "--run=" + folder.resolve("trained"));

    assertThat(train.status()).isEqualTo(2);
    assertThat(train.err()).contains("1x8x8", "1x28x28", "--data");
    assertThat(train.err().lines()).hasSize(1);
    assertThat(folder.resolve("trained")).doesNotExist();
  }

  @Test
  void aBaselineNetworkIsMadeForTheData() throws IOException {
    Path trained = folder.resolve("baseline");
    CommandRun train =
        CommandRun.of(
            "train",
            "mobilenetv2:0.35",
            "--data=" + folder.resolve("data"),
            "--device=reference",
            "--batch-size=30",
            "--budget=epochs=1",
            "--run=" + trained,
            "--json");

    assertThat(train.status()).as(train.err()).isZero();
    JsonNode report = Json.PRETTY.readTree(train.out());
    assertThat(report.get("parameters").asLong()).isBetween(380_000L, 410_000L);
    assertThat(Files.readString(trained.resolve("architecture.json"))).contains("bottleneck320-1");
  }

  @Test
  void aBaselineNetworkOfAWidthThatMakesNoSenseIsRefused() {
    CommandRun number = CommandRun.of("train", "mobilenetv2:half", "--device=reference");
    assertThat(number.status()).isEqualTo(2);
    assertThat(number.err()).contains("(half)", "mobilenetv2:0.5");

    CommandRun range = CommandRun.of("train", "mobilenetv2:3", "--device=reference");
    assertThat(range.status()).isEqualTo(2);
    assertThat(range.err()).contains("(3.0)", "0.35", "1.4");
  }

  @Test
  void aTrainingTakesATimeOrEpochsButNoTrials() {
    CommandRun train =
        CommandRun.of("train", run.toString(), "--budget=trials=3", "--device=reference");

    assertThat(train.status()).isEqualTo(2);
    assertThat(train.err()).contains("(trials=3)", "epochs=30");
  }

  @Test
  void showListsTheTrialsAndTheLayersOfTheWinner() {
    CommandRun show = CommandRun.of("show", run.toString());

    assertThat(show.status()).as(show.err()).isZero();
    assertThat(show.out())
        .contains("initial", "stem", "classifier", "FLOPs/byte", "conv 3x3")
        .contains("parameters ", "(limit: <=150.0k, soft)")
        .doesNotContain("{", "[");
    assertThat(show.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void theSummaryHasTheMeasuredValueOfEveryLimit() throws IOException {
    JsonNode summary = Json.PRETTY.readTree(Files.readString(run.resolve("summary.json")));
    JsonNode use = summary.get("uses").get(0);

    assertThat(use.get("resource").asString()).isEqualTo("parameters");
    assertThat(use.get("used").asLong()).isEqualTo(summary.get("parameters").asLong());
    assertThat(use.get("limit").asDouble()).isEqualTo(150_000);
    assertThat(use.get("hard").asBoolean()).isFalse();
  }

  @Test
  void anOldSummaryIsShownWithWhatItHas() throws IOException {
    Files.writeString(
        run.resolve("summary.json"), "{\"strategy\": \"random\", \"wallSeconds\": 180.2}");
    CommandRun show = CommandRun.of("show", run.toString());

    assertThat(show.status()).as(show.err()).isZero();
    assertThat(show.out()).contains("random in space", "3m00s");
  }

  @Test
  void showGivesTheCostOfAnArchitectureAsJson() {
    CommandRun show = CommandRun.of("show", run.resolve("best.json").toString(), "--json");

    JsonNode report = Json.PRETTY.readTree(show.out());
    long sum = 0;
    for (JsonNode layer : report.get("layers")) {
      sum += layer.get("parameters").asLong();
    }
    assertThat(sum).isEqualTo(report.get("parameters").asLong()).isPositive();
  }

  private static CommandRun train(Path run, String... flags) {
    String[] arguments = new String[flags.length + 5];
    arguments[0] = "train";
    arguments[1] = run.toString();
    arguments[2] = "--device=reference";
    arguments[3] = "--batch-size=10";
    arguments[4] = "--budget=epochs=2";
    System.arraycopy(flags, 0, arguments, 5, flags.length);
    return CommandRun.of(arguments);
  }
}
