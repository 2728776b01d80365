package org.epnas.training.trainer;

/**
 * One epoch of a training.
 *
 * @param epoch from 1
 * @param epochs as many as are planned now
 * @param loss mean over the epoch, in nats, label smoothing included
 * @param accuracy on the augmented training images, while they were learnt, in [0, 1]
 * @param learningRate of the last step
 * @param imagesPerSecond data preparation included
 * @param seconds since the training began
 */
public record EpochReport(
    int epoch,
    int epochs,
    double loss,
    double accuracy,
    double learningRate,
    double imagesPerSecond,
    double seconds) {}
