package org.epnas.training.trainer;

/** How long a training goes on. */
@FunctionalInterface
public interface EpochPlan {
  /**
   * Asked before every epoch. The epoch before which it says 1 is the last one, because the
   * learning rate ends with it.
   *
   * @param done epochs trained
   * @param seconds since the training began
   * @return epochs that are left, the coming one included: 1 or more before the first epoch, then 0
   *     to end at once, whatever the learning rate
   */
  int remaining(int done, double seconds);

  /** A fixed number. */
  static EpochPlan of(int epochs) {
    return (done, seconds) -> epochs - done;
  }
}
