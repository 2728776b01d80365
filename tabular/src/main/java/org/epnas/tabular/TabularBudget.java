package org.epnas.tabular;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.epnas.kernel.search.Budget;

/**
 * When a replayed search ends, and what its clock counts.
 *
 * @param budget of the search; its time is simulated
 * @param queries whether the clock counts trained networks instead of seconds: each takes one unit
 *     of the worker that trains it, and the shortest training is the only one there is
 */
public record TabularBudget(Budget budget, boolean queries) {
  private static final Pattern QUERIES = Pattern.compile("\\s*queries\\s*=\\s*(\\d{1,9})\\s*");
  private static final String SECONDS = "12000s";
  private static final String NUMBER = "queries=150";

  /**
   * Reads {@code queries=150}, or what {@link Budget#parse} reads.
   *
   * @throws IllegalArgumentException if it cannot be read, or is a time where a table has no prices
   */
  public static TabularBudget parse(String text, TableDescription.Task task) {
    Matcher matcher = QUERIES.matcher(text);
    if (matcher.matches()) {
      return new TabularBudget(Budget.ofTrials(Long.parseLong(matcher.group(1))), true);
    }
    if (text.contains("queries")) {
      throw new IllegalArgumentException(
          "Budget (%s): queries=N stands alone and is a whole number. Maybe write queries=150."
              .formatted(text));
    }
    Budget budget = Budget.parse(text);
    if (!task.priced() && budget.time().isPresent()) {
      throw new IllegalArgumentException(
          "Budget (%s) is a time, and the table has no training times. Maybe write queries=150."
              .formatted(text));
    }
    return new TabularBudget(budget, !task.priced());
  }

  /** What a search gets where nothing was asked for. */
  public static String usual(TableDescription.Task task) {
    return task.priced() ? SECONDS : NUMBER;
  }

  /**
   * Reading of the clock at which the search ends at the latest.
   *
   * @param workers of the search
   * @param otherwise where the budget does not say
   */
  public double end(int workers, double otherwise) {
    if (budget.time().isPresent()) {
      return budget.time().get().toNanos() / 1e9;
    }
    return queries && budget.trials().isPresent()
        ? Math.max(otherwise, (double) Math.ceilDiv(budget.trials().getAsLong(), (long) workers))
        : otherwise;
  }

  /** The form that {@link #parse} reads. */
  @Override
  public String toString() {
    boolean counted = queries && budget.epochs().isEmpty() && budget.trials().isPresent();
    return counted ? "queries=" + budget.trials().getAsLong() : budget.toString();
  }
}
