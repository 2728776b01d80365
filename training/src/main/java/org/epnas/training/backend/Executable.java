package org.epnas.training.backend;

import org.epnas.training.weights.Weights;

/**
 * A compiled program with its memory and parameters. Not thread-safe: one slot uses it. Closing it
 * frees everything it took.
 *
 * <p>One training step: forward in training mode, mean softmax cross-entropy with label smoothing,
 * backward, SGD with Nesterov momentum:
 *
 * <pre>
 *   g = gradient + weightDecay * w      (weight decay on decayed parameters only)
 *   v = momentum * v + g
 *   w = w - learningRate * (g + momentum * v)
 * </pre>
 */
public interface Executable extends AutoCloseable {
  /**
   * One training step.
   *
   * @param batch exactly {@code batchSize} images
   * @param step number of the step, keys dropout
   * @return mean loss (smoothing included) and correct predictions of the batch before the update
   */
  BatchResult train(Batch batch, StepOptions options, long step);

  /**
   * Forward in evaluation mode (running statistics, no dropout, no smoothing).
   *
   * @param batch at most {@code batchSize} images
   */
  BatchResult evaluate(Batch batch);

  /**
   * A copy of all parameters, running statistics included, in the program's order and in plain
   * (row-major) layout.
   */
  Weights weights();

  /** Sets all parameters and clears the momentum. Names and shapes must be the program's. */
  void load(Weights weights);

  /** Bytes of native or array memory that this executable holds. */
  long memoryBytes();

  @Override
  void close();

  /**
   * Images and labels. The arrays are reused by the data pipeline: valid during the call only.
   *
   * @param images (N, C, H, W) f32, normalised; may be longer than {@code size} images
   * @param labels class of each image
   * @param size N
   */
  record Batch(float[] images, int[] labels, int size) {}

  /**
   * @param loss mean over the batch, in nats
   * @param correct images whose largest logit (the first one on ties) is the label's
   */
  record BatchResult(double loss, int correct) {}

  /**
   * @param learningRate of this step
   * @param momentum 0 for none
   * @param weightDecay L2 coefficient on decayed parameters
   * @param labelSmoothing share of the target spread evenly over all classes, in [0, 1)
   */
  record StepOptions(
      double learningRate, double momentum, double weightDecay, double labelSmoothing) {}
}
