package org.epnas.training.trainer;

import java.time.Duration;

/** How long a final training may take. */
public sealed interface TrainingBudget {
  /**
   * A number of epochs; repeats bit for bit where the backend does.
   *
   * @param epochs at least 1
   */
  record Epochs(int epochs) implements TrainingBudget {
    public Epochs {
      if (epochs < 1) {
        throw new IllegalArgumentException(
            "Epochs (%s) of a training must be at least 1.".formatted(epochs));
      }
    }
  }

  /**
   * As many whole epochs as fit, at least one. Their number is estimated from a few steps that are
   * undone, and corrected after every epoch, so the schedule ends with the budget.
   *
   * @param duration of the training, the final test not included
   */
  record WallTime(Duration duration) implements TrainingBudget {
    public WallTime {
      if (!duration.isPositive()) {
        throw new IllegalArgumentException(
            "Time (%s) of a training must be above 0.".formatted(duration));
      }
    }
  }
}
