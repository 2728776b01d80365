package org.epnas.app.cli;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.epnas.kernel.trial.Outcome;
import org.epnas.study.run.TrialLine;

/** The failed trials of a run, each with its reason. */
final class FailedTrials {
  private FailedTrials() {}

  /**
   * @param lines of all trials, in their order
   */
  static String text(List<TrialLine> lines) {
    List<TrialLine> failed = lines.stream().filter(line -> line.failure().isPresent()).toList();
    StringBuilder text = new StringBuilder(counts(lines.size(), failed));
    for (TrialLine line : failed) {
      TrialLine.Failure failure = line.failure().orElseThrow();
      text.append(
          TextWidth.wrapped(
              "trial %s: ".formatted(line.id()),
              "%s: %s".formatted(word(failure.reason()), failure.message())));
    }
    return text.toString();
  }

  private static String counts(int all, List<TrialLine> failed) {
    Map<Outcome.Reason, Integer> counts = new EnumMap<>(Outcome.Reason.class);
    failed.forEach(line -> counts.merge(line.failure().orElseThrow().reason(), 1, Integer::sum));
    String reasons =
        counts.entrySet().stream()
            .map(count -> "%s %s".formatted(count.getValue(), word(count.getKey())))
            .collect(Collectors.joining(", "));
    return "%s of %s trials without a result%s.%n"
        .formatted(failed.size(), all, reasons.isEmpty() ? "" : ": " + reasons);
  }

  private static String word(Outcome.Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
