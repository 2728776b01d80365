package org.epnas.training.trainer;

/**
 * How a network does on images it was not trained on.
 *
 * @param loss mean cross-entropy, in nats, without smoothing
 * @param accuracy in [0, 1]
 */
public record EvaluationResult(int images, double loss, double accuracy, double seconds) {}
