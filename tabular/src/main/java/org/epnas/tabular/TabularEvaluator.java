package org.epnas.tabular;

import java.util.Optional;
import java.util.TreeMap;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Sharing;
import org.epnas.searchspaces.nasbench201.Cell;

/**
 * Looks trainings up instead of running them. A training of 12 or 200 epochs gives its validation
 * accuracy and says what it would have taken: its epochs and one validation. One of 200 epochs
 * starts anew and is paid in full, promotions included. For searches on a simulated clock, which
 * keeps the figures back until that time is over. Thread-safe.
 */
public final class TabularEvaluator implements Evaluator {
  static final int SHORT = 12;
  static final int LONG = 200;

  /** The only ones there are. */
  public static final Fidelities FIDELITIES = Fidelities.of(SHORT, LONG);

  private final AccuracyTable table;
  private final TableDataSet data;

  public TabularEvaluator(AccuracyTable table, TableDataSet data) {
    this.table = table;
    this.data = data;
  }

  @Override
  public Outcome evaluate(Assignment assignment) {
    if (!assignment.proposal().sharing().equals(Sharing.NONE)) {
      return failed("A table has no shared weights, so it cannot replay a super-network.");
    }
    int epochs = assignment.proposal().epochs();
    if (!FIDELITIES.fixed().contains(epochs)) {
      return failed(
          "The table holds trainings of %s epochs, not of (%s)."
              .formatted(FIDELITIES.fixed(), epochs));
    }
    Architecture architecture = assignment.proposal().architecture();
    return figures(architecture)
        .map(figures -> outcome(figures, epochs))
        .orElseGet(
            () -> failed("The table holds no cell (%s).".formatted(architecture.encoding())));
  }

  private Optional<Figures> figures(Architecture architecture) {
    try {
      return table.figures(data, Cell.parse(architecture.encoding()));
    } catch (InvalidArchitectureException e) {
      return Optional.empty();
    }
  }

  private Outcome outcome(Figures figures, int epochs) {
    double percent = epochs == LONG ? figures.validation200() : figures.validation12();
    TreeMap<String, Double> metrics = new TreeMap<>();
    metrics.put(Metric.VALIDATION_ACCURACY, percent / 100);
    metrics.put(Metric.EPOCHS, (double) epochs);
    metrics.put(Metric.TRAINING_SECONDS, epochs * figures.secondsPerEpoch());
    metrics.put(Metric.VALIDATION_SECONDS, data.validationEpochs() * figures.secondsPerEpoch());
    return new Outcome.Completed(metrics);
  }

  private static Outcome failed(String message) {
    return new Outcome.Failed(Outcome.Reason.ERROR, message);
  }
}
