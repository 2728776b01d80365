package org.epnas.training.trainer;

/** How long a training goes on. */
@FunctionalInterface
public interface EpochPlan {
  /**
   * Asked before every epoch.
   *
   * @param done epochs trained
   * @param seconds since the training began
   * @return epochs that are left, the coming one included; 0 ends the training
   */
  int remaining(int done, double seconds);

  static EpochPlan of(int epochs) {
    return (done, seconds) -> epochs - done;
  }
}
