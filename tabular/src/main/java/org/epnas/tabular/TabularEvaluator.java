package org.epnas.tabular;

import java.util.OptionalInt;
import java.util.TreeMap;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Sharing;

/**
 * Looks trainings up instead of running them. A training of one of the table's lengths gives the
 * accuracy that is observed and says what it would have taken: its epochs and one validation, or
 * one query. A longer one starts anew and is paid in full, promotions included; noise is drawn anew
 * for a promotion, because it is another training of a network. For searches on a simulated clock,
 * which keeps the figures back until that time is over. Thread-safe.
 */
public final class TabularEvaluator implements Evaluator {
  private final BenchmarkTable table;
  private final long seed;
  private final boolean queries;
  private final Fidelities fidelities;

  /**
   * @param seed of the search, by which noise is drawn
   * @param queries whether the clock counts queries; then the shortest training is the only one
   */
  public TabularEvaluator(BenchmarkTable table, long seed, boolean queries) {
    this.table = table;
    this.seed = seed;
    this.queries = queries;
    this.fidelities = queries ? Fidelities.of(table.task().shortest()) : table.task().fidelities();
  }

  /** The only lengths there are. */
  public Fidelities fidelities() {
    return fidelities;
  }

  @Override
  public Outcome evaluate(Assignment assignment) {
    if (!assignment.proposal().sharing().equals(Sharing.NONE)) {
      return failed("A table has no shared weights, so it cannot replay a super-network.");
    }
    int epochs = assignment.proposal().epochs();
    if (!fidelities.fixed().contains(epochs)) {
      return failed(
          "The table holds trainings of %s epochs, not of (%s)."
              .formatted(fidelities.fixed(), epochs));
    }
    Architecture architecture = assignment.proposal().architecture();
    OptionalInt row = table.row(architecture);
    return row.isPresent()
        ? outcome(row.getAsInt(), epochs, training(assignment))
        : failed("The table holds no network (%s).".formatted(architecture.encoding()));
  }

  /** The number of a training of a network: 0 for that as a candidate. */
  private static int training(Assignment assignment) {
    return assignment.proposal().kind() == Proposal.Kind.PROMOTED ? 1 + assignment.trialId() : 0;
  }

  private Outcome outcome(int row, int epochs, int training) {
    TreeMap<String, Double> metrics = new TreeMap<>();
    metrics.put(Metric.VALIDATION_ACCURACY, table.observed(row, epochs, seed, training) / 100);
    metrics.put(Metric.EPOCHS, (double) epochs);
    double unit = queries ? 0 : table.secondsPerEpoch(row);
    metrics.put(Metric.TRAINING_SECONDS, queries ? 1 : epochs * unit);
    metrics.put(Metric.VALIDATION_SECONDS, table.task().validationEpochs() * unit);
    return new Outcome.Completed(metrics);
  }

  private static Outcome failed(String message) {
    return new Outcome.Failed(Outcome.Reason.ERROR, message);
  }
}
