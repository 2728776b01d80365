package org.epnas.nativecpu.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Softmax cross-entropy with label smoothing s (Szegedy et al., 2016), its gradient, and the count
 * of correct predictions. Over N images and K classes, with p = softmax(logits) and t = (1 - s) [k
 * = label] + s / K:
 *
 * <pre>
 *   loss    = -1/N sum_nk t_nk log p_nk
 *   dlogits = (p - t) / N
 * </pre>
 *
 * The largest logit is subtracted first, so nothing overflows.
 */
public final class CrossEntropy {
  private final StepState state;

  /** (N, K) f32, row-major. */
  private final MemorySegment logits;

  /** Like the logits; may be the same memory. */
  private final MemorySegment gradient;

  private final int classes;
  private final double[] exponentials;

  /** Sum of the losses of the images seen in this step. */
  private double lossSum;

  private int correct;

  public CrossEntropy(StepState state, MemorySegment logits, MemorySegment gradient, int classes) {
    this.state = state;
    this.logits = logits;
    this.gradient = gradient;
    this.classes = classes;
    this.exponentials = new double[classes];
  }

  /** Loss, correct predictions and gradient. */
  public void train() {
    measure(true);
  }

  /** Loss without smoothing and correct predictions. */
  public void evaluate() {
    measure(false);
  }

  private void measure(boolean withGradient) {
    int images = state.batch().size();
    lossSum = 0;
    correct = 0;
    for (int image = 0; image < images; image++) {
      row(image, withGradient);
    }
    state.result(lossSum / images, correct);
  }

  private void row(int image, boolean withGradient) {
    long first = (long) image * classes;
    int label = state.batch().labels()[image];
    int largest = 0;
    for (int k = 1; k < classes; k++) {
      largest = logit(first + k) > logit(first + largest) ? k : largest;
    }
    correct += largest == label ? 1 : 0;
    double maximum = logit(first + largest);
    double sum = 0;
    double shifted = 0;
    for (int k = 0; k < classes; k++) {
      double difference = logit(first + k) - maximum;
      shifted += difference;
      exponentials[k] = Math.exp(difference);
      sum += exponentials[k];
    }
    double smoothing = state.options().labelSmoothing();
    double target = logit(first + label) - maximum;
    lossSum += Math.log(sum) - (1 - smoothing) * target - smoothing / classes * shifted;
    if (withGradient) {
      writeGradient(first, label, sum);
    }
  }

  private void writeGradient(long first, int label, double sum) {
    double images = state.batch().size();
    double smoothing = state.options().labelSmoothing();
    for (int k = 0; k < classes; k++) {
      double target = smoothing / classes + (k == label ? 1 - smoothing : 0);
      float value = (float) ((exponentials[k] / sum - target) / images);
      gradient.setAtIndex(ValueLayout.JAVA_FLOAT, first + k, value);
    }
  }

  private double logit(long index) {
    return logits.getAtIndex(ValueLayout.JAVA_FLOAT, index);
  }
}
