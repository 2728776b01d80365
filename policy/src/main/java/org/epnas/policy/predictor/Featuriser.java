package org.epnas.policy.predictor;

import java.util.List;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.Vocabulary;

/**
 * Scalar features of a training: size, compute and epochs, the number of tokens, and how often each
 * value of each token feature occurs. All are logarithms of counts: log(1 + n). The counts say at
 * once what the recurrent encoder would need many trials to learn.
 */
final class Featuriser {
  private static final int GLOBAL = 5;

  private final int[] offsets;
  private final int size;

  Featuriser(Vocabulary vocabulary) {
    List<Vocabulary.Category> features = vocabulary.features();
    offsets = new int[features.size()];
    int next = GLOBAL;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = next;
      next += features.get(i).size();
    }
    size = next;
  }

  /** Number of scalars. */
  int size() {
    return size;
  }

  double[] scalars(PredictorInput input) {
    double[] counts = new double[size];
    counts[0] = input.cost().parameters();
    counts[1] = input.cost().flops();
    counts[2] = input.epochs();
    counts[3] = input.lineageEpochs();
    counts[4] = input.tokens().size();
    for (Token token : input.tokens()) {
      for (int i = 0; i < offsets.length; i++) {
        counts[offsets[i] + token.values().get(i)]++;
      }
    }
    for (int i = 0; i < size; i++) {
      counts[i] = Math.log1p(counts[i]);
    }
    return counts;
  }
}
