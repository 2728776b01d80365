package org.epnas.policy.predictor;

/**
 * Finds the kernel parameters under which the observations are likeliest (Rasmussen and Williams
 * 2006, section 5.4.1) given their prior: one parameter after the other, each over its whole range,
 * from the defaults.
 */
final class KernelFit {
  private static final int ROUNDS = 2;

  private final Distances distances;
  private final double[] targets;
  private final KernelParameters defaults;
  private KernelParameters best;
  private double bestLogPosterior;

  private KernelFit(Distances distances, double[] targets, KernelParameters defaults) {
    this.distances = distances;
    this.targets = targets;
    this.defaults = defaults;
    best = defaults;
    bestLogPosterior = logPosterior(defaults);
  }

  /**
   * @param targets one per observation, of mean 0
   * @param defaults around which the parameters are expected
   */
  static KernelParameters of(Distances distances, double[] targets, KernelParameters defaults) {
    KernelFit fit = new KernelFit(distances, targets, defaults);
    boolean changed = true;
    for (int round = 0; changed && round < ROUNDS; round++) {
      changed = fit.improve();
    }
    return fit.best;
  }

  private boolean improve() {
    double before = bestLogPosterior;
    for (int index = 0; index < best.size(); index++) {
      for (KernelParameters alternative : best.alternatives(index)) {
        double logPosterior = logPosterior(alternative);
        if (logPosterior > bestLogPosterior) {
          best = alternative;
          bestLogPosterior = logPosterior;
        }
      }
    }
    return bestLogPosterior > before;
  }

  private double logPosterior(KernelParameters parameters) {
    return Cholesky.of(distances.kernel(parameters))
        .map(factor -> logLikelihood(factor) + parameters.logPrior(defaults))
        .orElse(Double.NEGATIVE_INFINITY);
  }

  /** Up to a constant, with the scale of the kernel that makes it largest. */
  private double logLikelihood(Cholesky factor) {
    double scale = Math.max(GaussianProcess.SMALLEST_SCALE, factor.scale(targets));
    return -0.5 * (targets.length * Math.log(scale) + factor.logDeterminant());
  }
}
