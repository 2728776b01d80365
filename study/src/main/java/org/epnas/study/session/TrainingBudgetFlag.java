package org.epnas.study.session;

import org.epnas.kernel.search.Budget;
import org.epnas.study.config.ConfigurationException;
import org.epnas.training.trainer.TrainingBudget;
import org.jspecify.annotations.Nullable;

/** Reads the budget of a training to the end: a time, or {@code epochs=N}. */
public final class TrainingBudgetFlag {
  private TrainingBudgetFlag() {}

  /**
   * @param flag name with dashes, for the message
   * @throws ConfigurationException if it is neither
   */
  public static TrainingBudget parse(String flag, String text) {
    Budget budget;
    try {
      budget = Budget.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(flag, text, e);
    }
    if (budget.trials().isPresent() || budget.time().isPresent() == budget.epochs().isPresent()) {
      throw wrong(flag, text, null);
    }
    return budget.time().isPresent()
        ? new TrainingBudget.WallTime(budget.time().get())
        : new TrainingBudget.Epochs(Math.toIntExact(budget.epochs().getAsLong()));
  }

  private static ConfigurationException wrong(String flag, String text, @Nullable Throwable cause) {
    String message =
        "Flag (%s) is (%s) but a training takes either a time or epochs. Maybe write 40m or epochs=30."
            .formatted(flag, text);
    return cause == null
        ? new ConfigurationException(message)
        : new ConfigurationException(message, cause);
  }
}
