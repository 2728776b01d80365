package org.epnas.study.session;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.search.FinishedTrials;
import org.epnas.kernel.trial.FrontMeasure;
import org.epnas.kernel.trial.Objectives;
import org.epnas.kernel.trial.Trial;
import org.epnas.study.run.FrontSummary;
import org.epnas.tabular.TableFront;

/** The front of a search that is over, and how its hypervolume grew; none with one objective. */
final class SearchFront {
  private SearchFront() {}

  /** Measured by the exact front of the table. */
  static Optional<FrontSummary> ofTable(FinishedTrials finished, LoadedTable loaded) {
    if (!loaded.objectives().several()) {
      return Optional.empty();
    }
    TableFront exact = loaded.front();
    return Optional.of(
        summary(
            finished,
            exact.measure(),
            given(loaded.objectives())
                + "the accuracy of the table's median network, the table's worst use and 5 % more",
            "the exact front of the table"));
  }

  /**
   * Measured by the box from the reference to perfection.
   *
   * @param guessing accuracy of a network that guesses
   */
  static Optional<FrontSummary> ofTrained(
      FinishedTrials finished, Objectives objectives, double guessing) {
    if (!objectives.several()) {
      return Optional.empty();
    }
    List<double[]> points =
        finished.trials().stream().filter(Trial::feasible).map(objectives::of).toList();
    return Optional.of(
        summary(
            finished,
            FrontMeasure.ofBox(objectives, objectives.reference(guessing, points)),
            given(objectives)
                + "the accuracy of guessing, the worst use of the search's networks and 5 % more",
            "the box from the reference to an accuracy of 1 without any use"));
  }

  private static String given(Objectives objectives) {
    return objectives.reference().isEmpty() ? "" : "what --reference says, else ";
  }

  private static FrontSummary summary(
      FinishedTrials finished, FrontMeasure measure, String measuredFrom, String whole) {
    return FrontSummary.of(
        finished.trials(),
        measure,
        measuredFrom,
        whole,
        measure.history(finished.trials(), finished.seconds(), measure.objectives()::of));
  }
}
