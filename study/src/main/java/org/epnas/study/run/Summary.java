package org.epnas.study.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.StudyInfo;
import org.epnas.kernel.search.TimeSplit;
import org.epnas.kernel.trial.CommonestFailure;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.RankCorrelation;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.choice.FinalChoice.Chosen;
import org.epnas.study.text.Quantity;
import org.epnas.training.backend.Precision;

/**
 * The figures of a run, as in {@code summary.json} and after {@code --json}.
 *
 * @param trials trained or refused; duplicates answered from the record are not among them
 * @param failed trials without metrics, refused ones included
 * @param cancelled trials that the end of the search cut off
 * @param precision of training; empty where nothing was trained
 * @param bestAccuracy validation accuracy of the best feasible trial, in [0, 1]
 * @param feasible whether a trial satisfied every constraint
 * @param parameters of the best feasible architecture
 * @param flops of its forward pass, one multiply-add counted as two
 * @param uses of the limited resources by the best feasible trial, as measured
 * @param trainingSeconds spent in training steps, all workers together
 * @param predictor rank correlation on the held-out trials, predicted before they were trained
 * @param commonestFailure why most of the failed trials failed
 * @param firstEpochs losses of the trials' first epochs; empty where nothing was trained
 * @param strategyReport what the strategy said of itself at last, by name, for example how many
 *     trials each source of its candidates was given
 * @param endMessage why the search ended, for people
 * @param choice which rule chose the best trial, and which a long training is to take
 * @param replay where the search was replayed from a table: all its times are simulated then
 * @param front where the search had several objectives
 */
public record Summary(
    String strategy,
    String space,
    String data,
    List<String> constraints,
    long seed,
    ExecutionMode mode,
    Optional<Precision> precision,
    String device,
    int trials,
    int failed,
    int cancelled,
    int duplicates,
    boolean feasible,
    OptionalDouble bestAccuracy,
    OptionalDouble bestReward,
    Optional<Integer> bestTrial,
    Optional<Long> parameters,
    Optional<Long> flops,
    OptionalDouble flopsPerByte,
    List<Use> uses,
    double wallSeconds,
    double trainingSeconds,
    TimeSplit time,
    Predictor predictor,
    Optional<CommonestFailure> commonestFailure,
    Optional<FirstEpochs> firstEpochs,
    SortedMap<String, Double> strategyReport,
    SearchEnd.Reason end,
    String endMessage,
    Optional<Choice.Report> choice,
    Optional<Replay> replay,
    Optional<FrontSummary> front) {
  /**
   * What the table says of the best feasible architecture, looked up when the search was over.
   *
   * @param testAccuracy that the table judges by, in percent
   * @param regret percentage points below the best feasible architecture of the table
   * @param validationRegret the same in the accuracy that the search observed
   */
  public record Replay(
      OptionalDouble testAccuracy, OptionalDouble regret, OptionalDouble validationRegret) {}

  /**
   * How much of a limited resource was used.
   *
   * @param used in the unit
   * @param limit in the unit
   * @param unit empty for a plain count
   * @param operator of the limit, {@code <=} or {@code >=}
   * @param hard whether a network over the limit would have been refused before training
   */
  public record Use(
      String resource, double used, double limit, String unit, String operator, boolean hard) {
    static List<Use> allOf(Trial trial) {
      return trial.uses().stream().filter(use -> use.constraint().limits()).map(Use::of).toList();
    }

    private static Use of(Usage usage) {
      Constraint constraint = usage.constraint();
      return new Use(
          constraint.name(),
          usage.used(),
          constraint.limit(),
          constraint.resource().descriptor().unit(),
          constraint.direction().operator(),
          constraint.hard());
    }

    /** For example {@code latency 3.217ms (limit: <=5ms, hard)}. */
    public String text() {
      return "%s %s (limit: %s%s, %s)"
          .formatted(
              resource,
              Quantity.use(used, unit),
              operator,
              Quantity.use(limit, unit),
              hard ? "hard" : "soft");
    }
  }

  /** Rank correlations between predicted and observed reward over {@code n} held-out trials. */
  public record Predictor(OptionalDouble spearman, OptionalDouble kendall, int n) {
    static Predictor of(List<Trial> trials) {
      List<Trial> heldOut =
          trials.stream()
              .filter(trial -> trial.proposal().kind() == Proposal.Kind.HELD_OUT)
              .filter(trial -> trial.proposal().predictedReward().isPresent())
              .filter(trial -> trial.completed().isPresent())
              .toList();
      double[] predicted =
          heldOut.stream()
              .mapToDouble(trial -> trial.proposal().predictedReward().orElseThrow())
              .toArray();
      double[] observed = heldOut.stream().mapToDouble(Trial::reward).toArray();
      return new Predictor(
          RankCorrelation.spearman(predicted, observed),
          RankCorrelation.kendall(predicted, observed),
          heldOut.size());
    }
  }

  /**
   * How a search computed.
   *
   * @param precision of training; empty where nothing was trained
   * @param device description for people
   */
  public record Execution(ExecutionMode mode, Optional<Precision> precision, String device) {}

  /**
   * Adds a search up.
   *
   * @param choice which networks it ends with
   * @param strategyReport what the strategy said of itself at last
   * @param replay what the table says, where there was one
   * @param front where the search had several objectives
   */
  public static Summary of(
      StudyInfo study,
      Execution execution,
      SearchResult result,
      Choice choice,
      SortedMap<String, Double> strategyReport,
      Optional<Replay> replay,
      Optional<FrontSummary> front) {
    Optional<Trial> best = choice.best().map(Chosen::trial);
    return new Summary(
        study.strategy(),
        study.space(),
        study.data(),
        study.constraints(),
        study.seed(),
        execution.mode(),
        execution.precision(),
        execution.device(),
        result.counts().trials(),
        result.counts().failed() + result.counts().refused(),
        result.counts().cancelled(),
        result.counts().duplicates(),
        best.isPresent(),
        number(best.map(trial -> trial.completed().orElseThrow().accuracy())),
        number(best.map(Trial::reward)),
        best.map(Trial::id),
        best.map(trial -> trial.cost().parameters()),
        best.map(trial -> trial.cost().flops()),
        number(best.map(trial -> trial.cost().flopsPerByte())),
        best.map(Use::allOf).orElse(List.of()),
        result.wallSeconds(),
        result.time().trainingSeconds(),
        result.time(),
        Predictor.of(result.trials()),
        CommonestFailure.of(result.trials()),
        FirstEpochs.of(result.trials()),
        strategyReport,
        result.end().reason(),
        result.end().message(),
        Optional.of(choice.report()),
        replay,
        front);
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }
}
