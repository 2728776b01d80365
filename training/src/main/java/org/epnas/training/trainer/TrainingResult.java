package org.epnas.training.trainer;

/**
 * What a training took and how its first and last epochs went.
 *
 * @param firstLoss mean over the first epoch, in nats, label smoothing included
 * @param loss mean over the last epoch, in nats, label smoothing included
 * @param accuracy of the last epoch on its augmented images, in [0, 1]
 * @param seconds data preparation included
 */
public record TrainingResult(
    int epochs,
    long steps,
    long images,
    double firstLoss,
    double loss,
    double accuracy,
    double seconds) {
  public double imagesPerSecond() {
    return images / seconds;
  }
}
