package org.epnas.policy.predictor;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The parameters of the kernel
 *
 * <pre>k(a, b) = exp(-sum_g weight_g d_g(a, b)^2 / typical_g) + noise [a = b]</pre>
 *
 * with what is thought of them before anything is observed: each is log-normal around its default.
 * That keeps few observations from being explained by accidents.
 *
 * @param weights of the kinds of distances, above 0
 * @param noise variance of an observation beside that of the kernel, above 0
 */
record KernelParameters(double[] weights, double noise) {
  private static final double[] WEIGHTS = {0.01, 0.03, 0.1, 0.3, 0.6, 1.2};
  private static final double[] NOISES = {0.005, 0.02, 0.05, 0.1, 0.2, 0.4};

  /** Number of parameters. */
  int size() {
    return weights.length + 1;
  }

  private double value(int index) {
    return index < weights.length ? weights[index] : noise;
  }

  /** Copies that differ in one parameter, over the whole range of it. */
  List<KernelParameters> alternatives(int index) {
    return DoubleStream.of(index < weights.length ? WEIGHTS : NOISES)
        .filter(value -> value != value(index))
        .mapToObj(value -> with(index, value))
        .toList();
  }

  private KernelParameters with(int index, double value) {
    if (index == weights.length) {
      return new KernelParameters(weights, value);
    }
    double[] changed = weights.clone();
    changed[index] = value;
    return new KernelParameters(changed, noise);
  }

  /** Logarithm, up to a constant, of the prior density around some defaults, in log parameters. */
  double logPrior(KernelParameters defaults) {
    return IntStream.range(0, size())
        .mapToDouble(i -> -0.5 * Math.pow(Math.log(value(i) / defaults.value(i)), 2))
        .sum();
  }
}
