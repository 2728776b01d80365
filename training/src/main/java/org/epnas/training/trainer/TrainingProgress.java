package org.epnas.training.trainer;

/**
 * How far a training has come after a whole epoch: with the weights, the momentum and the order of
 * the images, which depends on the epoch's number alone, all that is needed to go on.
 *
 * @param epochs trained
 * @param share of the training that is done, in [0, 1]: where the learning rate stands
 * @param images trained on so far
 * @param firstLoss mean over the first epoch, in nats
 * @param seconds that the epochs took
 */
public record TrainingProgress(
    int epochs, double share, long images, double firstLoss, double seconds) {
  /** Of a training that begins. */
  public static final TrainingProgress NONE = new TrainingProgress(0, 0, 0, 0, 0);

  /** Hears of every epoch that is not known to be the last one, in the training's own thread. */
  @FunctionalInterface
  public interface Listener {
    /** May read weights and momentum of the executable that trains. */
    void epochEnded(TrainingProgress progress);
  }
}
