package org.epnas.training.selftest;

import java.util.Arrays;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.data.DataSet;

/**
 * Images that a network trains on per second, once it is warm.
 *
 * @param median of the rounds
 * @param lowest of the rounds
 * @param highest of the rounds
 */
public record Throughput(double median, double lowest, double highest) {
  private static final int WARM_UP_STEPS = 20;

  private static final int MOST_STEPS = 100_000;

  /**
   * @param rounds that are timed
   * @param seconds of each, about
   */
  public record Effort(int rounds, double seconds) {}

  /** Trains on batches that the device makes itself, as a search does. */
  public static Throughput measure(
      Backend backend, Program program, CompileOptions options, DataSet images, Effort effort) {
    try (ResidentTraining training = new ResidentTraining(backend, program, options, images)) {
      seconds(training, WARM_UP_STEPS);
      double step = seconds(training, WARM_UP_STEPS) / WARM_UP_STEPS;
      int steps = Math.clamp(Math.round(effort.seconds() / step), 1, MOST_STEPS);
      double[] rates = new double[effort.rounds()];
      for (int round = 0; round < rates.length; round++) {
        rates[round] = (double) steps * options.batchSize() / seconds(training, steps);
      }
      return of(rates);
    }
  }

  private static double seconds(ResidentTraining training, int steps) {
    long begun = System.nanoTime();
    var _ = training.train(steps);
    return (System.nanoTime() - begun) / 1e9;
  }

  /** Of the rates of several rounds. */
  static Throughput of(double... rates) {
    double[] sorted = rates.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Throughput(median, sorted[0], sorted[sorted.length - 1]);
  }
}
