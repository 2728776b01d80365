package org.epnas.training.trainer;

/**
 * How the learning rate moves over a training, as a function of progress alone: one schedule fits
 * trainings of any length, and a training whose length is corrected on the way stays on its curve.
 */
public sealed interface LearningRateSchedule {
  /**
   * Share of the peak learning rate.
   *
   * @param progress share of the training that is done, in [0, 1]
   * @return in [0, 1]
   */
  double factor(double progress);

  /**
   * The peak rate after the warm-up.
   *
   * @param warmUp share of the training during which the rate rises linearly from 0, in [0, 1)
   */
  record Constant(double warmUp) implements LearningRateSchedule {
    public Constant {
      requireWarmUp(warmUp);
    }

    @Override
    public double factor(double progress) {
      return progress < warmUp ? progress / warmUp : 1;
    }
  }

  /**
   * Linear warm-up (Goyal et al. 2017, arXiv 1706.02677), then half a cosine down to 0.
   *
   * @param warmUp share of the training during which the rate rises linearly from 0, in [0, 1)
   */
  record Cosine(double warmUp) implements LearningRateSchedule {
    public Cosine {
      requireWarmUp(warmUp);
    }

    @Override
    public double factor(double progress) {
      return progress < warmUp ? progress / warmUp : annealed((progress - warmUp) / (1 - warmUp));
    }
  }

  /**
   * SGDR (Loshchilov and Hutter 2017, arXiv 1608.03983, eq. 5): after the warm-up several cosines
   * one after another, each {@code growth} times as long as the one before, the last one ending
   * with the training.
   *
   * @param warmUp share of the training during which the rate rises linearly from 0, in [0, 1)
   * @param cycles number of cosines, at least 1
   * @param growth at least 1; T_mult of the paper
   */
  record CosineRestarts(double warmUp, int cycles, double growth) implements LearningRateSchedule {
    public CosineRestarts {
      requireWarmUp(warmUp);
      if (cycles < 1 || cycles > 100 || !(growth >= 1 && growth <= 10)) {
        throw new IllegalArgumentException(
            "Cosine restarts with %s cycles growing by (%s): cycles must be 1 to 100 and the growth 1 to 10. Maybe use 3 and 2."
                .formatted(cycles, growth));
      }
    }

    @Override
    public double factor(double progress) {
      if (progress < warmUp) {
        return progress / warmUp;
      }
      double rest = (progress - warmUp) / (1 - warmUp);
      double length = firstCycle();
      for (int cycle = 1; cycle < cycles && rest >= length; cycle++) {
        rest -= length;
        length *= growth;
      }
      return annealed(Math.min(1, rest / length));
    }

    /** Share of the first of the cycles, whose lengths are a geometric series that adds up to 1. */
    private double firstCycle() {
      double sum = 0;
      double length = 1;
      for (int cycle = 0; cycle < cycles; cycle++) {
        sum += length;
        length *= growth;
      }
      return 1 / sum;
    }
  }

  private static double annealed(double share) {
    return (1 + Math.cos(Math.PI * share)) / 2;
  }

  private static void requireWarmUp(double warmUp) {
    if (!(warmUp >= 0 && warmUp < 1)) {
      throw new IllegalArgumentException(
          "Warm-up (%s) must be a share of the training of at least 0 and below 1. Maybe use 0.1."
              .formatted(warmUp));
    }
  }
}
