package org.epnas.training.backend;

import org.epnas.training.weights.Weights;

/**
 * A compiled program with its memory and parameters. Not thread-safe: one worker uses it. Closing
 * it frees everything it took; a use after that is a {@link ClosedExecutableException}.
 *
 * <p>One training step: forward in training mode, mean softmax cross-entropy with label smoothing,
 * backward, SGD with Nesterov momentum:
 *
 * <pre>
 *   g = gradient + weightDecay * w      (weight decay on decayed parameters only)
 *   v = momentum * v + g
 *   w = w - learningRate * (g + momentum * v)
 * </pre>
 *
 * <p>Parameters of ops on which the logits do not depend stay as they are.
 *
 * <p>Value (n, c, h, w) of dropout {@code stream} in step {@code step} is kept where {@code u >=
 * (float) rate}, u being the number at its row-major index (n included) of {@code
 * RandomStream.fillUniform} keyed by (seed, DROPOUT, stream, step). So every backend drops the same
 * values.
 *
 * <p>Divergence is not an error: the loss is then NaN or infinite, unless the program was compiled
 * with {@code checked}. A batch or weights that do not fit the program are an {@link
 * IllegalArgumentException} ({@link BatchRules}, {@link WeightRules}) and change nothing.
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
   * Forward in evaluation mode, as {@link #evaluate}, of images whose class nobody knows.
   *
   * @param images (N, C, H, W) f32, normalised; may be longer than {@code size} images
   * @param size N, at least 1, at most {@code batchSize}
   * @return (N, classes), row-major; an array of the caller's own
   */
  float[] logits(float[] images, int size);

  /**
   * A copy of all parameters, running statistics included, in the program's order and in plain
   * (row-major) layout.
   */
  Weights weights();

  /** Sets all parameters and clears the momentum. Names and shapes must be the program's. */
  void load(Weights weights);

  /**
   * A copy of the momentum: v of every parameter, zeros where it is not trained, in the order and
   * layout of {@link #weights}. Together they are all that training steps leave behind.
   */
  Weights velocities();

  /**
   * Sets the momentum, after {@link #load}, which clears it. Names and shapes must be the
   * program's; values of parameters that are not trained do not count.
   */
  void loadVelocities(Weights velocities);

  /** Bytes of native or array memory that this executable holds. */
  long memoryBytes();

  @Override
  void close();

  /**
   * Images and labels. The arrays are reused by the data pipeline: valid during the call only.
   *
   * @param images (N, C, H, W) f32, normalised; may be longer than {@code size} images
   * @param labels class of each image; may be longer than {@code size}
   * @param size N, at least 1
   */
  @SuppressWarnings("ArrayRecordComponent") // a view of shared arrays, never compared
  record Batch(float[] images, int[] labels, int size) {
    public Batch {
      if (size < 1) {
        throw new IllegalArgumentException(
            "Batch has (%s) images. It needs at least 1.".formatted(size));
      }
      if (labels.length < size) {
        throw new IllegalArgumentException(
            "Batch of (%s) images has only (%s) labels. Give every image its label."
                .formatted(size, labels.length));
      }
    }
  }

  /**
   * What a batch gave.
   *
   * @param loss mean over the batch, in nats
   * @param correct images whose largest logit (the first one on ties) is the label's
   */
  record BatchResult(double loss, int correct) {}

  /**
   * Hyper-parameters of one step.
   *
   * @param learningRate of this step, at least 0
   * @param momentum in [0, 1), 0 for none
   * @param weightDecay L2 coefficient on decayed parameters, at least 0
   * @param labelSmoothing share of the target spread evenly over all classes, in [0, 1)
   */
  record StepOptions(
      double learningRate, double momentum, double weightDecay, double labelSmoothing) {
    public StepOptions {
      check("Learning rate", learningRate, Double.MAX_VALUE);
      check("Momentum", momentum, Math.nextDown(1.0));
      check("Weight decay", weightDecay, Double.MAX_VALUE);
      check("Label smoothing", labelSmoothing, Math.nextDown(1.0));
    }

    private static void check(String name, double value, double largest) {
      if (!(value >= 0 && value <= largest)) {
        throw new IllegalArgumentException(
            "%s (%s) is out of range. Use a value %s."
                .formatted(name, value, largest < 1 ? "in [0, 1)" : "of at least 0"));
      }
    }
  }
}
