package org.epnas.policy.predictor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.Vocabulary;

/**
 * Predicts accuracies with an ensemble of small recurrent networks that differ in their initial
 * parameters and in the bootstrap sample they learn from (Lakshminarayanan et al. 2017). Fits are
 * warm-started and take a bounded number of steps. Serves one thread.
 */
final class EnsembleModel implements Model {
  /** Second part of the key of a member's streams; fits count from 0. */
  private static final long INITIALISATION = -1;

  private static final long BOOTSTRAP = -2;

  private final PredictorConfig config;
  private final long seed;
  private final Featuriser featuriser;
  private final List<Regressor> members;
  private Optional<Scale> scale = Optional.empty();
  private int observed;
  private int fits;

  /**
   * @param seed the run's seed: the same seed and the same fits give the same predictions
   */
  EnsembleModel(Vocabulary vocabulary, PredictorConfig config, long seed) {
    this.config = config;
    this.seed = seed;
    featuriser = new Featuriser(vocabulary);
    members =
        IntStream.range(0, config.members())
            .mapToObj(member ->
                new Regressor(
                    vocabulary, featuriser.size(), config, stream(member, INITIALISATION)))
            .toList();
  }

  @Override
  public void fit(List<Observation> observations) {
    Scale current = new Scale(featuriser, observations);
    scale = Optional.of(current);
    List<Sample> samples =
        observations.stream().map(Observation::input).map(current::sample).toList();
    float[] targets = new float[samples.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = current.target(observations.get(i).accuracy());
    }
    for (int member = 0; member < members.size(); member++) {
      train(member, samples, targets);
    }
    observed = observations.size();
    fits++;
  }

  @Override
  public List<Prediction> predict(List<PredictorInput> inputs) {
    Scale current = scale.orElseThrow();
    if (inputs.isEmpty()) {
      return List.of();
    }
    List<Sample> samples = inputs.stream().map(current::sample).toList();
    List<float[]> outputs = members.stream().map(member -> member.predict(samples)).toList();
    return IntStream.range(0, inputs.size()).mapToObj(i -> combine(outputs, i, current)).toList();
  }

  @Override
  public List<Integer> held() {
    return IntStream.range(0, observed).boxed().toList();
  }

  private static Prediction combine(List<float[]> outputs, int at, Scale scale) {
    double[] accuracies =
        outputs.stream().mapToDouble(output -> scale.accuracy(output[at])).toArray();
    double mean = Arrays.stream(accuracies).average().orElseThrow();
    double squares = 0;
    for (double value : accuracies) {
      squares += (value - mean) * (value - mean);
    }
    return new Prediction(mean, Math.sqrt(squares / (accuracies.length - 1)));
  }

  private void train(int member, List<Sample> samples, float[] targets) {
    int[] drawn = Bootstrap.indices(samples.size(), stream(member, BOOTSTRAP));
    RandomGenerator random = stream(member, fits);
    int batchSize = Math.min(config.batchSize(), drawn.length);
    for (int step = 0; step < config.steps(); step++) {
      List<Sample> batch = new ArrayList<>(batchSize);
      float[] batchTargets = new float[batchSize];
      for (int row = 0; row < batchSize; row++) {
        int sample = drawn[random.nextInt(drawn.length)];
        batch.add(samples.get(sample));
        batchTargets[row] = targets[sample];
      }
      members.get(member).step(batch, batchTargets);
    }
  }

  private RandomStream stream(long member, long use) {
    return RandomStream.of(seed, Purpose.PREDICTOR, member, use);
  }
}
