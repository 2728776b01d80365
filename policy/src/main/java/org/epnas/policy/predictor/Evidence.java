package org.epnas.policy.predictor;

import org.epnas.kernel.trial.Outcome;

/** Whether an outcome says anything about the network. */
public final class Evidence {
  private Evidence() {}

  /** False where the trial failed through no fault of the network. */
  public static boolean aboutNetwork(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed _ -> true;
      case Outcome.Failed failed -> failed.reason().networksFault();
    };
  }
}
