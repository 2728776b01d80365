package org.epnas.policy.schedule;

import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.trial.Trial;

/**
 * What an epoch of a network takes, in seconds: {@code a + b * FLOPs}, neither of them negative,
 * fitted by least squares to the trainings so far; their mean while they are few. Proportional to
 * the FLOPs alone it would call a network too dear that only has many times the FLOPs of the first
 * one: reading the data, launching and synchronising take their time whatever the size.
 */
final class TrainingPrice {
  /** Below so many, two coefficients would follow the accidents of the first networks. */
  private static final int FIT_FROM = 10;

  private int count;
  private double trialSeconds;
  private double sumX;
  private double sumY;
  private double sumXX;
  private double sumXY;

  /** Takes in a completed training. */
  void observe(Trial trial) {
    double x = trial.cost().flops();
    double y = trial.seconds() / trial.proposal().epochs();
    count++;
    trialSeconds += trial.seconds();
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumXY += x * y;
  }

  /** Seconds of the mean trial, whatever its length; 0 where there was none. */
  double meanTrial() {
    return count == 0 ? 0 : trialSeconds / count;
  }

  /** 0 where there is nothing to estimate from. */
  double secondsPerEpoch(Cost cost) {
    if (count == 0) {
      return 0;
    }
    double spread = count * sumXX - sumX * sumX;
    if (count < FIT_FROM || spread <= 0) {
      return sumY / count;
    }
    double slope = (count * sumXY - sumX * sumY) / spread;
    double constant = (sumY - slope * sumX) / count;
    if (slope < 0) {
      return sumY / count;
    }
    return constant < 0 ? sumXY / sumXX * cost.flops() : constant + slope * cost.flops();
  }
}
