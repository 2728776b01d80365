package org.epnas.training.model;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model says of one image.
 *
 * @param ranked every class, the most probable one first; the first in the model's order on ties
 */
public record Classification(List<Ranked> ranked) {
  /**
   * A class.
   *
   * @param label its position among the model's classes
   * @param probability in [0, 1]; those of all classes add up to 1
   */
  public record Ranked(String name, int label, double probability) {}

  public Classification {
    ranked = List.copyOf(ranked);
    if (ranked.isEmpty()) {
      throw new IllegalArgumentException("A classification needs at least one class.");
    }
  }

  /** The most probable class. */
  public Ranked best() {
    return ranked.getFirst();
  }

  /**
   * Softmax of the logits, in f64.
   *
   * @param first position of the image's first logit
   */
  static Classification of(float[] logits, int first, List<String> names) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < names.size(); k++) {
      largest = Math.max(largest, logits[first + k]);
    }
    double[] exponentials = new double[names.size()];
    double sum = 0;
    for (int k = 0; k < exponentials.length; k++) {
      exponentials[k] = Math.exp(logits[first + k] - largest);
      sum += exponentials[k];
    }
    if (!(sum > 0) || Double.isInfinite(sum)) {
      throw new IllegalStateException(
          "The model's logits of an image are not numbers. Maybe its training diverged: train it again.");
    }
    double total = sum;
    return new Classification(
        IntStream.range(0, names.size())
            .mapToObj(k -> new Ranked(names.get(k), k, exponentials[k] / total))
            .sorted(Comparator.comparingDouble(Ranked::probability).reversed())
            .toList());
  }
}
