package org.epnas.training.reference;

import org.epnas.training.backend.Executable.BatchResult;

/**
 * Mean cross-entropy of the softmax p of the logits z against the target t = (1 - s) * one-hot + s
 * / K, with label smoothing s (Szegedy et al., 2016):
 *
 * <pre>
 *   loss = 1/N * sum over n of (log sum exp z - sum over k of t[k] * z[k])
 *   dz   = (p - t) / N
 * </pre>
 */
final class SoftmaxCrossEntropy {
  private final Tensor logits;
  private final int classes;

  SoftmaxCrossEntropy(Tensor logits) {
    this.logits = logits;
    this.classes = logits.channels();
  }

  BatchResult evaluate(int[] labels, int images, double smoothing) {
    double loss = 0;
    int correct = 0;
    for (int n = 0; n < images; n++) {
      double targetLogit = 0;
      for (int k = 0; k < classes; k++) {
        targetLogit += target(k, labels[n], smoothing) * logit(n, k);
      }
      loss += logSumExp(n) - targetLogit;
      correct += largest(n) == labels[n] ? 1 : 0;
    }
    return new BatchResult(loss / images, correct);
  }

  /** A copy of the logits, (images, classes). */
  float[] logits(int images) {
    float[] copy = new float[images * classes];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (float) logit(i / classes, i % classes);
    }
    return copy;
  }

  /** Overwrites the gradient of the logits. */
  void backward(int[] labels, int images, double smoothing, Tensor gradient) {
    for (int n = 0; n < images; n++) {
      double logSumExp = logSumExp(n);
      for (int k = 0; k < classes; k++) {
        double probability = Math.exp(logit(n, k) - logSumExp);
        gradient.values()[gradient.plane(n, k)] =
            (float) ((probability - target(k, labels[n], smoothing)) / images);
      }
    }
  }

  private double target(int k, int label, double smoothing) {
    return smoothing / classes + (k == label ? 1 - smoothing : 0);
  }

  private double logSumExp(int n) {
    double largest = logit(n, largest(n));
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += Math.exp(logit(n, k) - largest);
    }
    return largest + Math.log(sum);
  }

  /** The first one on ties. */
  private int largest(int n) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      best = logit(n, k) > logit(n, best) ? k : best;
    }
    return best;
  }

  private double logit(int n, int k) {
    return logits.values()[logits.plane(n, k)];
  }
}
