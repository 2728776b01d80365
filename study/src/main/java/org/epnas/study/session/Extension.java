package org.epnas.study.session;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.run.TrialLine;

/** How long a finished search goes on: what it used so far and as much again as is asked for. */
final class Extension {
  private Extension() {}

  /**
   * The new budget of the whole search.
   *
   * @param by a budget, for example {@code 1h} or {@code trials=20}
   * @param spentSeconds of the search so far
   * @param trials of the search so far
   * @throws ConfigurationException if it cannot be read
   */
  static Budget of(String by, double spentSeconds, List<TrialLine> trials) {
    Budget more = parse(by);
    List<TrialLine> evaluated = trials.stream().filter(Extension::evaluated).toList();
    return new Budget(
        more.time().map(time -> time.plus(Duration.ofSeconds((long) Math.ceil(spentSeconds)))),
        plus(more.trials(), evaluated.size()),
        plus(
            more.epochs(),
            (long) Math.ceil(evaluated.stream().mapToDouble(Extension::epochs).sum())));
  }

  private static Budget parse(String by) {
    try {
      return Budget.parse(by);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException("Flag (--continue-for): " + e.getMessage(), e);
    }
  }

  private static OptionalLong plus(OptionalLong more, long used) {
    return more.isPresent() ? OptionalLong.of(more.getAsLong() + used) : more;
  }

  /** Neither refused nor cut off: those do not count, or are evaluated again. */
  private static boolean evaluated(TrialLine line) {
    return line.failure().map(TrialLine.Failure::reason).map(Outcome.Reason::failure).orElse(true);
  }

  private static double epochs(TrialLine line) {
    return line.metrics().getOrDefault(Metric.EPOCHS, (double) line.epochs());
  }
}
