package org.epnas.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.search.SearchListener;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.session.Cancellation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is finished stays, and only what is missing runs. */
class ComparisonTest {
  private static final List<String> STRATEGIES = List.of("good", "random");

  private record Silent() implements ComparisonListener {
    @Override
    public SearchListener search(String name) {
      return _ -> {};
    }

    @Override
    public void finished(String name) {}
  }

  @TempDir Path temporary;

  private Path folder() {
    return temporary.resolve("comparison");
  }

  private Comparison run(FakeExperiment experiment, String seeds, int jobs) {
    Comparison comparison =
        new Comparison(
            experiment,
            STRATEGIES,
            SeedRange.parse(seeds),
            ComparisonFolder.open(folder(), experiment.settings()));
    comparison.run(jobs, new Silent(), new Cancellation());
    return comparison;
  }

  @Test
  void runsSeedBySeedOverAllStrategies() {
    FakeExperiment experiment = new FakeExperiment("1m");
    run(experiment, "2", 1);

    assertThat(experiment.ran)
        .containsExactly(
            new SearchKey("good", 1),
            new SearchKey("random", 1),
            new SearchKey("good", 2),
            new SearchKey("random", 2));
  }

  @Test
  void theOrderOfTheOutcomesDoesNotDependOnWhoFinishedFirst() {
    List<SearchOutcome> outcomes = run(new FakeExperiment("1m"), "20", 4).outcomes();

    assertThat(outcomes).hasSize(40);
    assertThat(outcomes.subList(0, 3))
        .containsExactly(
            FakeExperiment.outcome(new SearchKey("good", 1)),
            FakeExperiment.outcome(new SearchKey("random", 1)),
            FakeExperiment.outcome(new SearchKey("good", 2)));
  }

  @Test
  void aRepeatedComparisonRunsOnlyWhatIsMissing() {
    run(new FakeExperiment("1m"), "2", 2);
    FakeExperiment again = new FakeExperiment("1m");
    Comparison comparison = run(again, "3", 2);

    assertThat(again.ran)
        .containsExactlyInAnyOrder(new SearchKey("good", 3), new SearchKey("random", 3));
    assertThat(comparison.outcomes()).hasSize(6);
    assertThat(comparison.missing()).isEmpty();
  }

  @Test
  void aLineThatAKillCutShortRunsAgain() throws IOException {
    run(new FakeExperiment("1m"), "2", 1);
    Path lines = folder().resolve("searches.jsonl");
    String text = Files.readString(lines);
    Files.writeString(lines, text.substring(0, text.length() - 30));
    FakeExperiment again = new FakeExperiment("1m");
    run(again, "2", 1);

    assertThat(again.ran).containsExactly(new SearchKey("random", 2));
    assertThat(Files.readString(lines)).isEqualTo(text);
  }

  @Test
  void aLineOfBeforeThereWereReasonsOfFailureIsKept() throws IOException {
    run(new FakeExperiment("1m"), "1", 1);
    Path lines = folder().resolve("searches.jsonl");
    String before = Files.readString(lines).replace("\"failure\":null,", "");
    assertThat(before).isNotEqualTo(Files.readString(lines));
    Files.writeString(lines, before);

    FakeExperiment again = new FakeExperiment("1m");
    assertThat(run(again, "1", 1).missing()).isEmpty();
    assertThat(again.ran).isEmpty();
  }

  @Test
  void aBrokenLineInTheMiddleIsRefused() throws IOException {
    run(new FakeExperiment("1m"), "1", 1);
    Path lines = folder().resolve("searches.jsonl");
    Files.writeString(lines, "oops\n" + Files.readString(lines));

    assertThatThrownBy(() -> run(new FakeExperiment("1m"), "1", 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("line (1)");
  }

  @Test
  void otherSettingsAreRefusedWithWhatDiffers() {
    run(new FakeExperiment("1m"), "1", 1);

    assertThatThrownBy(() -> run(new FakeExperiment("2m"), "1", 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--budget is (2m), was (1m)")
        .hasMessageContaining("--out");
  }

  @Test
  void settingsOfAnEarlierVersionGoByTheirNewName() throws IOException {
    run(new FakeExperiment("1m"), "1", 1);
    Path record = folder().resolve("compare.json");
    String text = Files.readString(record).replace("--workers", "--slots");
    Files.writeString(record, text);
    FakeExperiment again = new FakeExperiment("1m");
    run(again, "1", 1);
    assertThat(again.ran).isEmpty();

    Files.writeString(record, text.replace("\"--slots\" : \"1\"", "\"--slots\" : \"2\""));
    assertThatThrownBy(() -> run(new FakeExperiment("1m"), "1", 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--workers is (1), was (2)");
  }

  @Test
  void aFolderWithSomethingElseIsRefused() throws IOException {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve("notes.txt"), "mine", StandardOpenOption.CREATE);

    assertThatThrownBy(() -> run(new FakeExperiment("1m"), "1", 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("notes.txt");
  }

  @Test
  void anErrorKeepsWhatFinishedAndBeginsNothingMore() {
    FakeExperiment experiment = new FakeExperiment("1m", Optional.of(new SearchKey("good", 2)));

    assertThatThrownBy(() -> run(experiment, "50", 1)).hasMessage("broken");
    assertThat(experiment.ran)
        .containsExactly(new SearchKey("good", 1), new SearchKey("random", 1));
    FakeExperiment repaired = new FakeExperiment("1m");
    run(repaired, "50", 1);

    assertThat(repaired.ran).hasSize(98).doesNotContainAnyElementsOf(experiment.ran);
  }

  @Test
  void aComparisonThatEndedBeforeItsFirstSearchGoesOn() throws IOException {
    Cancellation cancelled = new Cancellation();
    cancelled.cancel();
    FakeExperiment experiment = new FakeExperiment("1m");
    ComparisonFolder opened = ComparisonFolder.open(folder(), experiment.settings());
    Comparison comparison = new Comparison(experiment, STRATEGIES, SeedRange.parse("1"), opened);
    comparison.run(1, new Silent(), cancelled);
    new ComparisonReport(experiment, STRATEGIES, comparison).write(folder());

    assertThat(experiment.ran).isEmpty();
    assertThat(folder().resolve("summary.json")).exists();
    assertThat(run(new FakeExperiment("1m"), "1", 1).missing()).isEmpty();
  }

  @Test
  void withNothingFinishedOtherSettingsAreTaken() throws IOException {
    var _ = ComparisonFolder.open(folder(), new FakeExperiment("1m").settings());
    run(new FakeExperiment("2m"), "1", 1);

    assertThat(folder().resolve("compare.json")).content().contains("2m");
  }

  @Test
  void aSearchThatCannotBeWrittenCountsAllTheSame() throws IOException {
    FakeExperiment experiment = new FakeExperiment("1m");
    ComparisonFolder opened = ComparisonFolder.open(folder(), experiment.settings());
    Files.createDirectories(folder().resolve("searches.jsonl").resolve("in-the-way"));
    SearchOutcome outcome = FakeExperiment.outcome(new SearchKey("good", 1));

    assertThatThrownBy(() -> opened.append(outcome))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContainingAll("(good-1)", "searches.jsonl");
    assertThat(opened.outcomes()).containsExactly(outcome);
  }

  @Test
  void aSecondProcessDoesNotRunTheSameComparison() {
    FakeExperiment experiment = new FakeExperiment("1m");
    ComparisonFolder opened = ComparisonFolder.open(folder(), experiment.settings());
    Comparison comparison = new Comparison(experiment, STRATEGIES, SeedRange.parse("1"), opened);
    try (RunningComparison _ = opened.running()) {
      assertThatThrownBy(() -> comparison.run(1, new Silent(), new Cancellation()))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContainingAll("is running", "--out");
    }

    comparison.run(1, new Silent(), new Cancellation());
    assertThat(comparison.missing()).isEmpty();
  }
}
