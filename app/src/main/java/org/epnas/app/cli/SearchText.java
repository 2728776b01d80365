package org.epnas.app.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;
import org.epnas.study.run.Choice;
import org.epnas.study.run.Summary;
import org.epnas.study.session.SearchReport;
import org.epnas.study.text.Quantity;

/** How a search came out, as people read it. */
final class SearchText {
  private static final int SHOWN = 5;

  private final SearchReport report;
  private final StringBuilder text = new StringBuilder();

  private SearchText(SearchReport report) {
    this.report = report;
  }

  static String of(SearchReport report) {
    return new SearchText(report).text();
  }

  private String text() {
    List<Trial> top = Ranking.top(report.result().trials(), SHOWN);
    if (top.isEmpty()) {
      addWrapped("%s", NothingFound.text(report.result(), report.summary().constraints()));
    } else {
      add("Best feasible architectures (accuracy on validation images):%n%s", table(top));
      addChoice();
      addLimits();
    }
    report.summary().front().ifPresent(front -> add("%n%s", FrontText.of(front)));
    addCounts();
    report
        .summary()
        .firstEpochs()
        .filter(first -> first.aboveGuessing() > 0)
        .ifPresent(first -> addWrapped("Losses of first epochs: %s.", first.text()));
    report.summary().replay().ifPresent(this::addReplay);
    if (!top.isEmpty() && report.summary().replay().isEmpty()) {
      add("Next: ./epnas train %s%n", report.folder().path());
    }
    return text.toString();
  }

  private void add(String format, Object... values) {
    text.append(format.formatted(values));
  }

  /** A sentence or more, without names of files, which may have spaces. */
  private void addWrapped(String format, Object... values) {
    text.append(TextWidth.wrapped("", format.formatted(values)));
  }

  /** Which of them is called the best, and which one a much longer training takes. */
  private void addChoice() {
    Summary summary = report.summary();
    Choice.Report choice = summary.choice().orElseThrow();
    text.append(System.lineSeparator());
    addWrapped(
        "The best is trial %s: %s.",
        summary.bestTrial().orElseThrow(), choice.rule().orElseThrow());
    if (choice.longTrial().isPresent() && !choice.longTrial().equals(summary.bestTrial())) {
      addWrapped(
          "To be trained for %s epochs or more: trial %s, %s.",
          choice.longEpochs().orElseThrow(),
          choice.longTrial().get(),
          choice.longRule().orElseThrow());
    }
  }

  private void addLimits() {
    Summary summary = report.summary();
    if (!summary.uses().isEmpty()) {
      add("%nLimits, and what trial %s uses:%n", summary.bestTrial().orElseThrow());
      summary.uses().forEach(use -> add("  %s%n", use.text()));
    }
  }

  private void addCounts() {
    var counts = report.result().counts();
    add("%n");
    addWrapped(
        "%s trials (%s failed, %s refused, %s cancelled, %s duplicates) in %s%s. %s",
        counts.trials(),
        counts.failed(),
        counts.refused(),
        counts.cancelled(),
        counts.duplicates(),
        Quantity.time(Duration.ofMillis((long) (report.summary().wallSeconds() * 1e3))),
        report.summary().replay().isPresent() ? " of simulated time" : "",
        report.summary().endMessage());
    add("Run folder: %s%n", report.folder().path());
  }

  private void addReplay(Summary.Replay replay) {
    if (replay.testAccuracy().isPresent()
        && replay.regret().isPresent()
        && replay.validationRegret().isPresent()) {
      addWrapped(
          "Test accuracy of the best in the table: %s %%, %s below what is possible within the constraints."
              + " In the validation accuracy, which the search saw, it is %s below.",
          Quantity.fixed(replay.testAccuracy().getAsDouble(), 2),
          Quantity.fixed(replay.regret().getAsDouble(), 2),
          Quantity.fixed(replay.validationRegret().getAsDouble(), 2));
    }
  }

  private static Table table(List<Trial> top) {
    List<String> limited = LimitedResources.besides(top.getFirst());
    Table table =
        new Table("trial", "accuracy", "reward", "parameters", "FLOPs", "FLOPs/byte")
            .columns(limited)
            .columns(List.of("kind", "parent"));
    for (Trial trial : top) {
      List<Object> cells =
          new ArrayList<>(
              List.of(
                  trial.id(),
                  Quantity.accuracy(trial.completed().orElseThrow().accuracy()),
                  Quantity.accuracy(trial.reward()),
                  Quantity.count(trial.cost().parameters()),
                  Quantity.count(trial.cost().flops()),
                  Quantity.fixed(trial.cost().flopsPerByte(), 2)));
      cells.addAll(LimitedResources.uses(trial, limited));
      cells.add(TrialKind.text(trial.proposal().kind(), Optional.empty()));
      cells.add(
          trial.proposal().parentTrialId().isPresent()
              ? trial.proposal().parentTrialId().getAsInt()
              : "-");
      table.row(cells.toArray());
    }
    return table;
  }
}
