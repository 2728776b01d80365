package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.epnas.study.json.Json;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.TrialJournal;
import org.epnas.study.run.TrialLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Whole searches on tiny images, through the command line. */
class SearchCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "layerwise, epnas",
    "cell, epnas",
    "layerwise, random",
    "layerwise, epnas-random-ranking"
  })
  void searchLeavesACompleteRunFolder(String space, String strategy) throws IOException {
    Path run = folder.resolve("run");
    CommandRun search =
        search(run, "--space", space, "--strategy", strategy, "--budget", "trials=3", "--json");

    assertThat(search.status()).as(search.err()).isZero();
    JsonNode summary = Json.PRETTY.readTree(search.out());
    assertThat(summary.get("trials").asInt()).isEqualTo(3);
    assertThat(summary.get("strategy").asString()).isEqualTo(strategy);
    assertThat(summary.get("bestAccuracy").asDouble()).isBetween(0.0, 1.0);
    assertThat(Json.PRETTY.readTree(Files.readString(run.resolve("summary.json"))))
        .isEqualTo(summary);
    assertThat(TrialJournal.read(RunFolder.open(run).trials())).hasSize(3);
    assertThat(run.resolve("best.json")).exists();
    assertThat(run.resolve("best.safetensors")).exists();
    assertThat(run.resolve("run.json")).content().contains("\"seed\"", "\"java\"");
  }

  @Test
  void theSameSeedGivesTheSameTrialsBitForBit() throws IOException {
    List<TrialLine> first = trials("a", "--seed", "5");
    List<TrialLine> again = trials("b", "--seed", "5");
    List<TrialLine> other = trials("c", "--seed", "6");

    assertThat(again)
        .usingRecursiveComparison()
        .ignoringFields("seconds", "metrics")
        .isEqualTo(first);
    assertThat(deterministic(again)).isEqualTo(deterministic(first));
    assertThat(deterministic(other)).isNotEqualTo(deterministic(first));
  }

  private List<TrialLine> trials(String name, String... flags) throws IOException {
    Path run = folder.resolve(name);
    CommandRun search = search(run, flags);
    assertThat(search.status()).as(search.err()).isZero();
    return TrialJournal.read(RunFolder.open(run).trials());
  }

  /** Everything measured that is not a time. */
  private static List<?> deterministic(List<TrialLine> lines) {
    return lines.stream()
        .map(line ->
            List.of(
                line.hash(),
                line.metrics().get("validationAccuracy"),
                line.metrics().get("validationLoss")))
        .toList();
  }

  @Test
  void aRunFileHoldsTheFlags() throws IOException {
    Path run = folder.resolve("run");
    Path data = SyntheticImages.write(folder.resolve("data"), 60, 20);
    Path file =
        Files.writeString(
            folder.resolve("search.yaml"),
            """
            data: %s
            constraint: ["parameters<=200k", "flops<=50M!"]
            budget: trials=9
            device: reference
            batch-size: 10
            pin: off
            seed: 3
            """
                .formatted(data));
    CommandRun search =
        CommandRun.of(
            "search",
            "--config",
            file.toString(),
            "--budget",
            "trials=2",
            "--run",
            run.toString(),
            "--json");

    assertThat(search.status()).as(search.err()).isZero();
    JsonNode summary = Json.PRETTY.readTree(search.out());
    assertThat(summary.get("trials").asInt()).isEqualTo(2);
    assertThat(summary.get("seed").asInt()).isEqualTo(3);
    assertThat(summary.get("constraints")).hasSize(2);
    assertThat(Files.readString(run.resolve("run.json")))
        .contains("\"pinning\" : \"not pinned: --pin is OFF\"");
  }

  @Test
  void whatNoNetworkCanSatisfyIsSaidClearly() throws IOException {
    CommandRun search =
        search(folder.resolve("run"), "--constraint", "parameters<=10!", "--budget", "trials=2");

    assertThat(search.status()).isEqualTo(1);
    assertThat(search.out() + search.err()).contains("parameters<=10!");
    assertThat(search.err().lines().findFirst().orElseThrow())
        .as("before anything is trained")
        .startsWith("epnas: A short look found no network within the hard limits. The nearest is (")
        .containsPattern("parameters=\\d+ \\(limit: parameters<=10!\\), \\d+ too much");
  }

  /** The losses of a trained run are put up, which a sound network would not have. */
  @Test
  void aFirstEpochWorseThanGuessingIsShown() throws IOException {
    Path run = folder.resolve("run");
    assertThat(search(run, "--budget", "trials=2").status()).isZero();
    replace(run.resolve("trials.jsonl"), "\"firstEpochLoss\":[0-9.]+", "\"firstEpochLoss\":7.25");
    replace(run.resolve("summary.json"), "\"aboveGuessing\" : [0-9]+", "\"aboveGuessing\" : 2");
    replace(run.resolve("summary.json"), "\"highestLoss\" : [0-9.]+", "\"highestLoss\" : 7.25");

    CommandRun show = CommandRun.of("show", run.toString());

    assertThat(show.status()).as(show.err()).isZero();
    assertThat(show.out())
        .containsPattern("losses +above guessing \\([0-9.]+\\) in 2 of 2 trials, highest 7.250 in")
        .containsPattern("trial 0: loss of its first epoch \\(7.250\\) above that of guessing \\(");
  }

  private static void replace(Path file, String pattern, String by) throws IOException {
    String text = Files.readString(file);
    assertThat(text).containsPattern(pattern);
    Files.writeString(file, text.replaceAll(pattern, by));
  }

  private CommandRun search(Path run, String... flags) throws IOException {
    Path data = SyntheticImages.write(folder.resolve("data"), 60, 20);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "search",
                "--data",
                data.toString(),
                "--device",
                "reference",
                "--batch-size",
                "10",
                "--run",
                run.toString()));
    if (!List.of(flags).contains("--budget")) {
      arguments.addAll(List.of("--budget", "trials=3"));
    }
    arguments.addAll(List.of(flags));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
