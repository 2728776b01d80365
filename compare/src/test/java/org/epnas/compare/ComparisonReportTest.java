package org.epnas.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.epnas.compare.statistics.Step;
import org.epnas.kernel.trial.CommonestFailure;
import org.epnas.kernel.trial.Outcome;
import org.epnas.study.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ComparisonReportTest {
  private static final List<String> STRATEGIES = List.of("random", "good");

  @TempDir Path folder;

  private ComparisonSummary report(SearchOutcome... outcomes) {
    return report(folder, outcomes);
  }

  /** The report goes to the test's folder, the searches to one that may be another. */
  private ComparisonSummary report(Path searches, SearchOutcome... outcomes) {
    FakeExperiment experiment = new FakeExperiment("1m");
    ComparisonFolder kept = ComparisonFolder.open(searches, experiment.settings());
    for (SearchOutcome outcome : outcomes) {
      kept.append(outcome);
    }
    Comparison comparison = new Comparison(experiment, STRATEGIES, SeedRange.parse("3"), kept);
    return new ComparisonReport(experiment, STRATEGIES, comparison).write(folder);
  }

  private static SearchOutcome outcome(String strategy, long seed) {
    return FakeExperiment.outcome(new SearchKey(strategy, seed));
  }

  private static SearchOutcome nothingFound(String strategy, long seed) {
    return new SearchOutcome(
        strategy,
        seed,
        OptionalDouble.empty(),
        false,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        4,
        4,
        100,
        90,
        0.9,
        OptionalDouble.of(FakeExperiment.WORST),
        Optional.empty(),
        List.of(),
        OptionalDouble.empty(),
        List.of());
  }

  @Test
  void halfAPlotIsDeletedAndTheReasonIsTheSystems(@TempDir Path folder) {
    Path plot = folder.resolve("ranks");
    IOException full = new IOException("No space left on device");
    IOException problem = new IOException("I/O error writing PNG file!", full);

    ComparisonReport.draw(
        file -> {
          Files.writeString(Path.of(file + ".png"), "half");
          throw problem;
        },
        plot);

    assertThat(folder).isEmptyDirectory();
    assertThat(PlotFailure.text(plot, problem))
        .contains("could not be drawn: No space left on device. Maybe make room there");
  }

  @Test
  void figuresByHand() throws IOException {
    // random: 90.1, 90.2, 90.3; good is better by 1 with every seed.
    ComparisonSummary summary =
        report(
            outcome("random", 1),
            outcome("good", 1),
            outcome("random", 2),
            outcome("good", 2),
            outcome("random", 3),
            outcome("good", 3));
    StrategySummary good = summary.strategies().get("good");

    assertThat(summary.complete()).isTrue();
    assertThat(summary.measure()).isEqualTo("testAccuracyPercent");
    assertThat(good.accuracy().mean().orElseThrow()).isCloseTo(91.2, within(1e-9));
    assertThat(good.accuracy().std().orElseThrow()).isCloseTo(0.1, within(1e-9));
    assertThat(good.accuracy().difference().orElseThrow()).isCloseTo(1, within(1e-9));
    assertThat(good.accuracy().pairs()).isEqualTo(3);
    assertThat(good.accuracy().pValue()).isPresent();
    assertThat(good.trials()).isCloseTo(10, within(1e-9));
    assertThat(good.utilisation()).isCloseTo(0.8, within(1e-9));
    // The reference is equal to itself: no test.
    assertThat(summary.strategies().get("random").accuracy().pValue()).isEmpty();

    JsonNode json = Json.PRETTY.readTree(Files.readString(folder.resolve("summary.json")));
    assertThat(json.at("/strategies/good/median").asDouble()).isCloseTo(91.2, within(1e-9));
    assertThat(json.at("/strategies/random/pValue").isNull()).isTrue();
    assertThat(folder.resolve("summary.csv"))
        .content()
        .startsWith("strategy,mean,")
        .contains("\nrandom,90.2,");
    assertThat(folder.resolve("searches.csv")).content().hasLineCount(7);
    assertThat(ImageIO.read(folder.resolve("accuracy-time.png").toFile()).getWidth())
        .isGreaterThan(1000);
    // Text becomes outlines; the two bands are polygons of the colours of the two lines.
    String svg = Files.readString(folder.resolve("accuracy-time.svg"));
    assertThat(svg.contains("rgb(0,114,178)") && svg.contains("rgb(213,94,0)")).isTrue();
    assertThat(svg.contains("fill-opacity:0.17")).isTrue();
  }

  @Test
  void aSearchThatFoundNothingCountsAsTheWorst() throws IOException {
    ComparisonSummary summary =
        report(
            outcome("random", 1),
            nothingFound("good", 1),
            outcome("random", 2),
            outcome("good", 2));
    StrategySummary good = summary.strategies().get("good");

    assertThat(summary.complete()).isFalse();
    assertThat(good.searches()).isEqualTo(2);
    assertThat(good.infeasible()).isEqualTo(1);
    // The worst of the fake is 10; the other search has 91.2. Differences 10 - 90.1 and 1.
    assertThat(good.accuracy().mean().orElseThrow()).isCloseTo(50.6, within(1e-9));
    assertThat(good.accuracy().pairs()).isEqualTo(2);
    assertThat(good.accuracy().difference().orElseThrow()).isCloseTo(-39.55, within(1e-9));
    // Seed 1: random before good, seed 2: good before random.
    assertThat(summary.ranks().meanRanks()).containsEntry("good", 1.5).containsEntry("random", 1.5);
    assertThat(folder.resolve("summary.csv")).content().contains("\ngood,50.6,");
  }

  @Test
  void jsonAndCsvHoldIntervalsAndRanks() throws IOException {
    report(
        outcome("random", 1),
        outcome("good", 1),
        outcome("random", 2),
        outcome("good", 2),
        outcome("random", 3),
        outcome("good", 3));

    JsonNode json = Json.PRETTY.readTree(Files.readString(folder.resolve("summary.json")));
    assertThat(json.at("/strategies/good/differenceLow").asDouble()).isCloseTo(1, within(1e-9));
    assertThat(json.at("/strategies/good/pValueHolm").asDouble())
        .isEqualTo(json.at("/strategies/good/pValue").asDouble());
    assertThat(json.at("/strategies/good/area/mean").asDouble()).isCloseTo(86.2, within(1e-9));
    assertThat(json.at("/strategies/good/validationRegret/mean").isNull()).isTrue();
    assertThat(json.at("/ranks/meanRanks/good").asDouble()).isEqualTo(1);
    // 1.960 * sqrt(2 * 3 / (6 * 3))
    assertThat(json.at("/ranks/criticalDifference").asDouble()).isCloseTo(1.1316, within(1e-4));
    assertThat(Files.readAllLines(folder.resolve("summary.csv")).getFirst())
        .contains(",difference_low,difference_high,wilcoxon_p,wilcoxon_p_holm,")
        .contains(",validation_regret_mean,")
        .contains(",area_wilcoxon_p_holm,");
    assertThat(ImageIO.read(folder.resolve("ranks.png").toFile()).getWidth()).isEqualTo(1800);
    assertThat(folder.resolve("ranks.svg")).content().contains("<svg");
  }

  @Test
  void nothingFinishedGivesAnEmptyReport() {
    ComparisonSummary summary = report();

    assertThat(summary.strategies().get("good").accuracy().mean()).isEmpty();
    assertThat(folder.resolve("accuracy-time.png")).exists();
  }

  @Test
  void aSearchThatFoundItsFirstWithItsLastStepIsPlotted() {
    SearchOutcome late =
        new SearchOutcome(
            "random",
            1,
            OptionalDouble.of(90),
            true,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            1,
            1,
            12.13,
            12,
            0.9,
            OptionalDouble.of(10),
            Optional.empty(),
            List.of(new Step(12.73, 90)),
            OptionalDouble.empty(),
            List.of());

    assertThat(report(late).strategies().get("random").accuracy().mean()).hasValue(90);
    assertThat(folder.resolve("accuracy-time.png")).isNotEmptyFile();
  }

  @Test
  void aPlotThatFailsCostsNothingButThePlot() throws IOException {
    Files.createDirectories(folder.resolve("accuracy-time.png").resolve("in-the-way"));

    ComparisonSummary summary = report(folder.resolve("comparison"), outcome("good", 1));

    assertThat(summary.strategies().get("good").accuracy().mean()).hasValue(91.1);
    assertThat(folder.resolve("searches.csv")).content().hasLineCount(2);
    assertThat(folder.resolve("accuracy-time.svg")).doesNotExist();
  }

  @Test
  void aFileThatCannotBeWrittenCostsNoOther() throws IOException {
    Files.createDirectories(folder.resolve("summary.json").resolve("in-the-way"));
    FakeExperiment experiment = new FakeExperiment("1m");
    ComparisonFolder kept =
        ComparisonFolder.open(folder.resolve("comparison"), experiment.settings());
    kept.append(outcome("good", 1));
    Comparison comparison = new Comparison(experiment, STRATEGIES, SeedRange.parse("1"), kept);
    ComparisonReport report = new ComparisonReport(experiment, STRATEGIES, comparison);

    assertThat(report.write(folder).strategies().get("good").accuracy().mean()).hasValue(91.1);
    assertThat(report.unwritten()).hasSize(1);
    assertThat(report.unwritten().getFirst()).contains("summary.json");
    assertThat(folder.resolve("searches.csv")).content().hasLineCount(2);
  }

  @Test
  void aStrategyWithoutAResultTellsWhyItsTrialsFailed() {
    CommonestFailure memory =
        new CommonestFailure(Outcome.Reason.OUT_OF_MEMORY, "The system refused (9) bytes.", 3, 4);
    SearchOutcome nothing = nothingFound("good", 1);
    SearchOutcome failed =
        new SearchOutcome(
            "good",
            2,
            nothing.accuracy(),
            false,
            nothing.regret(),
            nothing.validationRegret(),
            4,
            4,
            100,
            90,
            0.9,
            nothing.area(),
            Optional.of(memory),
            List.of(),
            OptionalDouble.empty(),
            List.of());

    assertThat(report(nothing, failed).strategies().get("good").failure()).contains(memory);
  }

  @Test
  void aMissingFontIsToldWithWhatToInstall() {
    RuntimeException noFont =
        new RuntimeException("Fontconfig head is null, check your fonts or fonts configuration");

    assertThat(PlotFailure.text(Path.of("accuracy-time"), noFont))
        .contains("Fontconfig head is null", "install fonts and fontconfig");
    assertThat(PlotFailure.text(Path.of("accuracy-time"), new IOException("No space left")))
        .contains(": No space left. Maybe make room")
        .doesNotContain("font");
  }
}
