package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.epnas.compare.ComparisonSummary;
import org.epnas.compare.Figure;
import org.epnas.compare.Standing;
import org.epnas.compare.StrategySummary;
import org.epnas.compare.statistics.RankComparison;
import org.epnas.kernel.trial.CommonestFailure;
import org.epnas.kernel.trial.Outcome;
import org.epnas.study.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whole comparisons on tiny images, through the command line. */
class CompareCommandTest {
  @TempDir Path folder;

  @Test
  void randomIsAlwaysInItAndValidationIsNamedAsSuch() throws IOException {
    CommandRun compare = compare("--strategies", "epnas", "--seeds", "2", "--json");

    assertThat(compare.status()).as(compare.err()).isZero();
    JsonNode summary = Json.PRETTY.readTree(compare.out());
    assertThat(summary.get("measure").asString()).isEqualTo("validationAccuracyPercent");
    assertThat(summary.get("reference").asString()).isEqualTo("epnas");
    assertThat(summary.get("complete").asBoolean()).isTrue();
    assertThat(List.copyOf(summary.get("strategies").propertyNames()))
        .containsExactly("epnas", "random");
    JsonNode random = summary.at("/strategies/random");
    assertThat(random.get("mean").asDouble()).isBetween(0.0, 100.0);
    assertThat(random.get("trials").asInt()).isEqualTo(2);
    assertThat(random.get("pairs").asInt()).isEqualTo(2);
    assertThat(out().resolve("accuracy-time.svg")).exists();
    assertThat(out().resolve("searches/random-2/trials.jsonl")).exists();
    assertThat(out().resolve("searches/random-2/weights")).doesNotExist();
  }

  @Test
  void aRepeatedCommandRunsNothingAgain() throws IOException {
    assertThat(compare("--strategies", "random", "--seeds", "1").status()).isZero();
    var written = Files.getLastModifiedTime(out().resolve("searches/random-1/trials.jsonl"));
    String lines = Files.readString(out().resolve("searches.jsonl"));
    CommandRun again = compare("--strategies", "random", "--seeds", "1");

    assertThat(again.status()).as(again.err()).isZero();
    assertThat(Files.readString(out().resolve("searches.jsonl"))).isEqualTo(lines);
    assertThat(Files.getLastModifiedTime(out().resolve("searches/random-1/trials.jsonl")))
        .isEqualTo(written);
    assertThat(again.out())
        .contains("VALIDATION accuracy", "Published by the methods' authors", "AmoebaNet-A");
  }

  @Test
  void aFinalTrainingGivesTestAccuracies() throws IOException {
    CommandRun compare =
        compare("--strategies", "random", "--seeds", "1", "--final-budget", "epochs=1", "--json");

    assertThat(compare.status()).as(compare.err()).isZero();
    assertThat(Json.PRETTY.readTree(compare.out()).get("measure").asString())
        .isEqualTo("testAccuracyPercent");
    assertThat(out().resolve("searches/random-1/final/result.json")).exists();
  }

  @Test
  void otherSettingsInTheSameFolderAreRefused() throws IOException {
    assertThat(compare("--strategies", "random", "--seeds", "1").status()).isZero();
    CommandRun other = compare("--strategies", "random", "--seeds", "1", "--epochs", "2");

    assertThat(other.status()).isEqualTo(2);
    assertThat(other.err()).contains("--epochs is (2), was (1)", "--out").hasLineCount(1);
  }

  @Test
  void whatNoNetworkCanSatisfyIsCounted() throws IOException {
    CommandRun compare =
        compare(
            "--strategies", "random", "--seeds", "1", "--constraint", "parameters<=10!", "--json");

    assertThat(compare.status()).as(compare.err()).isZero();
    JsonNode random = Json.PRETTY.readTree(compare.out()).at("/strategies/random");
    assertThat(random.get("infeasible").asInt()).isEqualTo(1);
    assertThat(random.get("mean").asDouble()).as("counts as the worst").isZero();
  }

  @Test
  void aStrategyWhoseTrialsAllFailTellsWhy() {
    OptionalDouble none = OptionalDouble.empty();
    Figure nothing =
        new Figure(none, none, none, none, none, none, none, 0, none, none, none, none, none, none);
    CommonestFailure memory =
        new CommonestFailure(Outcome.Reason.OUT_OF_MEMORY, "The system refused (9) bytes.", 3, 4);
    SequencedMap<String, StrategySummary> strategies = new LinkedHashMap<>();
    strategies.put(
        "random",
        new StrategySummary(
            new Standing(nothing, nothing, nothing, nothing, 1),
            new LinkedHashMap<>(),
            nothing,
            1,
            Optional.of(memory),
            none,
            0,
            0,
            9,
            9,
            1));
    ComparisonSummary summary =
        new ComparisonSummary(
            "testAccuracyPercent",
            "Of a test.",
            "random",
            true,
            new LinkedHashMap<>(),
            strategies,
            RankComparison.of(List.of()),
            Optional.empty());

    assertThat(ComparisonText.of(summary, out()))
        .contains("random: 3 of 4 failed trials ran out of memory: The system refused (9) bytes.")
        .contains("Results in " + out());
  }

  private Path out() {
    return folder.resolve("out");
  }

  private CommandRun compare(String... flags) throws IOException {
    Path data = SyntheticImages.write(folder.resolve("data"), 160, 40);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "compare",
                "--data",
                data.toString(),
                "--device",
                "reference",
                "--batch-size",
                "10",
                "--budget",
                "trials=2",
                "--out",
                out().toString()));
    arguments.addAll(List.of(flags));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
