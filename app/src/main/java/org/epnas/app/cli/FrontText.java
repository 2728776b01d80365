package org.epnas.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.epnas.kernel.trial.Objectives;
import org.epnas.study.run.FrontSummary;
import org.epnas.study.text.Quantity;
import org.jspecify.annotations.Nullable;

/** The front of a search with several objectives, as people read it. */
final class FrontText {
  private static final int MOST_NETWORKS = 20;

  /** Three such columns fit beside the trial, the accuracy and the knee. */
  private static final int WIDEST_NAME = 15;

  private FrontText() {}

  static String of(FrontSummary front) {
    String title =
        "Front in %s: %s networks, hypervolume %s %% of %s, measured from %s (%s)."
            .formatted(
                String.join(", ", front.objectives()),
                front.networks().size(),
                Quantity.fixed(front.hypervolumePercent(), 2),
                front.whole(),
                front.objectives().stream()
                    .map(name -> name + " " + value(front, name, front.reference().get(name)))
                    .collect(Collectors.joining(", ")),
                front.measuredFrom());
    int more = front.networks().size() - MOST_NETWORKS;
    return TextWidth.wrapped("", title)
        + table(front)
        + (more > 0 ? "and %s more in summary.json%n".formatted(more) : "");
  }

  private static Table table(FrontSummary front) {
    Table table =
        new Table("trial").columns(front.objectives().stream().map(FrontText::cut).toList());
    table.columns(List.of(""));
    front.networks().stream()
        .limit(MOST_NETWORKS)
        .forEach(network -> {
          List<Object> cells = new ArrayList<>(List.of(network.trial()));
          front
              .objectives()
              .forEach(name -> cells.add(value(front, name, network.values().get(name))));
          cells.add(
              front.knee().filter(knee -> knee == network.trial()).map(_ -> "knee").orElse(""));
          table.row(cells.toArray());
        });
    return table;
  }

  private static String cut(String name) {
    return name.length() <= WIDEST_NAME ? name : name.substring(0, WIDEST_NAME - 1) + ".";
  }

  private static String value(FrontSummary front, String name, @Nullable Double value) {
    if (value == null) {
      return "-";
    }
    return name.equals(Objectives.ACCURACY_NAME)
        ? Quantity.accuracy(value)
        : Quantity.use(value, front.units().getOrDefault(name, ""));
  }
}
