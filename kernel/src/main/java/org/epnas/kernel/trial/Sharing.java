package org.epnas.kernel.trial;

/**
 * What a trial does with the weights that all children of a super-network share (Pham et al. 2018).
 * An evaluator without shared weights fails whatever asks for them.
 */
public sealed interface Sharing {
  /** Nothing: it trains weights of its own. */
  Sharing NONE = new None();

  /** See {@link Start}. */
  Sharing START = new Start();

  /** It trains weights of its own. */
  record None() implements Sharing {
    @Override
    public boolean ownWeights() {
      return true;
    }
  }

  /**
   * It starts from a copy of the shared weights and trains it as its own: a derived architecture,
   * from here on a trial like any other. The shared weights stay as they are.
   */
  record Start() implements Sharing {
    @Override
    public boolean ownWeights() {
      return true;
    }
  }

  /**
   * It trains the shared weights for a slice of an epoch and writes them back. What it trains
   * counts as that part of an epoch, its {@link Proposal#epochs()} are the most it can be.
   *
   * @param epochShare of the training images, in (0, 1], at least one batch
   */
  record Train(double epochShare) implements Sharing {
    public Train {
      requireShare("Epoch share", epochShare);
    }

    @Override
    public boolean ownWeights() {
      return false;
    }
  }

  /**
   * It is only evaluated, with the shared weights as they are.
   *
   * @param imageShare of the validation images, in (0, 1], at least one batch; which ones depends
   *     on the episode alone
   */
  record Evaluate(double imageShare) implements Sharing {
    public Evaluate {
      requireShare("Image share", imageShare);
    }

    @Override
    public boolean ownWeights() {
      return false;
    }
  }

  /**
   * Whether the accuracy is that of weights of its own. One of shared weights says something about
   * other children with the same ones, but nothing in comparison with a trained network: it takes
   * no part in a {@link Ranking}.
   */
  // Without a body: an interface with one is initialised by the first of its records, which would
  // wait for each other where two threads begin with NONE and with a record.
  boolean ownWeights();

  private static void requireShare(String name, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "%s (%s) of a shared trial must be above 0 and at most 1. Maybe use 0.125."
              .formatted(name, share));
    }
  }
}
