package org.epnas.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.epnas.kernel.trial.CommonestFailure;
import org.epnas.study.json.Json;
import org.epnas.study.run.FirstEpochs;
import org.epnas.study.run.FrontSummary;
import org.epnas.study.run.Summary;
import org.epnas.study.text.Quantity;
import tools.jackson.databind.JsonNode;

/**
 * The summary of a run as people read it. Reads what is there: a summary of an older program lacks
 * some figures.
 */
final class SummaryText {
  private final JsonNode summary;
  private final List<String> lines = new ArrayList<>();

  private SummaryText(JsonNode summary) {
    this.summary = summary;
  }

  /**
   * @param summary of {@code summary.json}
   * @throws tools.jackson.core.JacksonException if a figure is of another kind
   */
  static String of(JsonNode summary) {
    return new SummaryText(summary).text();
  }

  /** What the best trial uses of each limited resource; none in summaries of before. */
  static List<Summary.Use> uses(JsonNode summary) {
    JsonNode uses = summary.path("uses");
    return uses.valueStream().map(use -> Json.PRETTY.treeToValue(use, Summary.Use.class)).toList();
  }

  private String text() {
    line(
        "search",
        "%s in space %s on %s, seed %s"
            .formatted(word("strategy"), word("space"), word("data"), word("seed")));
    line("limits", words("constraints"));
    line("device", device());
    line("time", time());
    line("trials", trials());
    failure();
    line("best", best());
    choice();
    for (JsonNode use : summary.path("uses")) {
      line("", Json.PRETTY.treeToValue(use, Summary.Use.class).text());
    }
    firstEpochs();
    predictor();
    replay();
    line("end", word("endMessage"));
    return String.join("", lines) + front();
  }

  private void line(String name, String value) {
    lines.add(TextWidth.wrapped("%-10s".formatted(name), value));
  }

  /** Where nothing was trained, there is no precision. */
  private String device() {
    return Stream.of(word("device"), word("precision"), lower("mode"))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private String word(String name) {
    JsonNode value = summary.path(name);
    return value.isNull() ? "" : value.asString("?");
  }

  private String lower(String name) {
    return word(name).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String words(String name) {
    String text =
        summary.path(name).valueStream().map(JsonNode::asString).collect(Collectors.joining(", "));
    return text.isEmpty() ? "none" : text;
  }

  private String time() {
    boolean simulated = summary.path("replay").isObject();
    String all = Quantity.seconds(summary.path("wallSeconds").asDouble(0));
    return simulated
        ? all + ", simulated"
        : "%s, of which %s in training steps"
            .formatted(all, Quantity.seconds(summary.path("trainingSeconds").asDouble(0)));
  }

  private String trials() {
    return "%s (%s failed or refused, %s cancelled, %s duplicates)"
        .formatted(
            summary.path("trials").asInt(0),
            summary.path("failed").asInt(0),
            summary.path("cancelled").asInt(0),
            summary.path("duplicates").asInt(0));
  }

  private void failure() {
    JsonNode failure = summary.path("commonestFailure");
    if (failure.isObject()) {
      line("", NothingFound.of(Json.PRETTY.treeToValue(failure, CommonestFailure.class)));
    }
  }

  private String best() {
    if (!summary.path("feasible").asBoolean(false)) {
      return "none within the limits";
    }
    return "trial %s: accuracy %s, %s parameters, %s FLOPs, %s FLOPs/byte"
        .formatted(
            summary.path("bestTrial").asInt(0),
            Quantity.accuracy(summary.path("bestAccuracy").asDouble(0)),
            Quantity.count(summary.path("parameters").asLong(0)),
            Quantity.count(summary.path("flops").asLong(0)),
            Quantity.fixed(summary.path("flopsPerByte").asDouble(0), 2));
  }

  /** None in summaries of before. */
  private void choice() {
    JsonNode choice = summary.path("choice");
    if (choice.path("rule").isString()) {
      line("", "by the " + choice.path("rule").asString());
    }
    if (choice.path("longTrial").isNumber()
        && choice.path("longTrial").asInt() != summary.path("bestTrial").asInt(-1)) {
      line(
          "",
          "from %s epochs on trial %s: %s"
              .formatted(
                  choice.path("longEpochs").asInt(),
                  choice.path("longTrial").asInt(),
                  choice.path("longRule").asString("?")));
    }
  }

  private void firstEpochs() {
    JsonNode first = summary.path("firstEpochs");
    if (first.path("aboveGuessing").asInt(0) > 0) {
      line("losses", Json.PRETTY.treeToValue(first, FirstEpochs.class).text());
    }
  }

  private void predictor() {
    JsonNode predictor = summary.path("predictor");
    if (predictor.path("spearman").isNumber()) {
      line(
          "predictor",
          "rank correlation %s (Spearman), %s (Kendall) on %s held-out trials"
              .formatted(
                  Quantity.fixed(predictor.path("spearman").asDouble(), 2),
                  Quantity.fixed(predictor.path("kendall").asDouble(0), 2),
                  predictor.path("n").asInt(0)));
    }
  }

  private String front() {
    JsonNode front = summary.path("front");
    return front.isObject()
        ? System.lineSeparator() + FrontText.of(Json.PRETTY.treeToValue(front, FrontSummary.class))
        : "";
  }

  private void replay() {
    JsonNode replay = summary.path("replay");
    if (replay.path("testAccuracy").isNumber()) {
      line(
          "table",
          "test accuracy %s %%, %s below the best within the limits"
              .formatted(
                  Quantity.fixed(replay.path("testAccuracy").asDouble(), 2),
                  Quantity.fixed(replay.path("regret").asDouble(0), 2)));
    }
  }
}
