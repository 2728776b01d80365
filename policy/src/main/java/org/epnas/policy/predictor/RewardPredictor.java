package org.epnas.policy.predictor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.Vocabulary;

/**
 * Predicts rewards with an ensemble of small recurrent networks that differ in their initial
 * parameters and in the bootstrap sample they learn from (Lakshminarayanan et al. 2017; online
 * bootstrap of Oza and Russell 2001: an observation counts Poisson(1) times, and the same number of
 * times in every fit). Fits are warm-started and take a bounded number of steps. Serves one thread.
 */
public final class RewardPredictor {
  /** Second part of the key of a member's streams; fits count from 0. */
  private static final long INITIALISATION = -1;

  private static final long BOOTSTRAP = -2;

  private final PredictorConfig config;
  private final long seed;
  private final List<Regressor> members;
  private Optional<Scale> scale = Optional.empty();
  private int fits;

  private record Scale(Standardiser scalars, Standardiser reward) {
    static Scale of(List<Observation> observations) {
      return new Scale(
          Standardiser.of(observations.stream().map(seen -> seen.input().scalars()).toList()),
          Standardiser.of(
              observations.stream().map(seen -> new double[] {seen.reward()}).toList()));
    }
  }

  /**
   * @param seed the run's seed: the same seed and the same fits give the same predictions
   */
  public RewardPredictor(Vocabulary vocabulary, PredictorConfig config, long seed) {
    this.config = config;
    this.seed = seed;
    members =
        IntStream.range(0, config.members())
            .mapToObj(member -> new Regressor(vocabulary, config, stream(member, INITIALISATION)))
            .toList();
  }

  /** Whether it has seen enough to predict anything. */
  public boolean ready() {
    return scale.isPresent();
  }

  /**
   * Learns from everything seen so far; with fewer observations than the configuration wants,
   * nothing happens.
   *
   * @param observations all of the run, in the order they were made; those of the last fit come
   *     first
   */
  public void fit(List<Observation> observations) {
    if (observations.size() < config.firstFit()) {
      return;
    }
    Scale current = Scale.of(observations);
    scale = Optional.of(current);
    List<Sample> samples = samples(observations.stream().map(Observation::input).toList(), current);
    float[] targets = new float[samples.size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) current.reward.apply(0, observations.get(i).reward());
    }
    for (int member = 0; member < members.size(); member++) {
      train(member, samples, targets);
    }
    fits++;
  }

  /**
   * @return one prediction per input
   * @throws IllegalStateException if it is not {@link #ready}
   */
  public List<Prediction> predict(List<PredictorInput> inputs) {
    Scale current = scale.orElseThrow(this::nothingLearned);
    if (inputs.isEmpty()) {
      return List.of();
    }
    List<Sample> samples = samples(inputs, current);
    List<float[]> outputs = members.stream().map(member -> member.predict(samples)).toList();
    return IntStream.range(0, inputs.size())
        .mapToObj(i -> combine(outputs, i, current.reward))
        .toList();
  }

  private IllegalStateException nothingLearned() {
    return new IllegalStateException(
        "Predictor has learned nothing yet. Fit it with at least (%d) observations first."
            .formatted(config.firstFit()));
  }

  private static Prediction combine(List<float[]> outputs, int at, Standardiser reward) {
    double[] rewards =
        outputs.stream().mapToDouble(output -> reward.invert(0, output[at])).toArray();
    double mean =
        IntStream.range(0, rewards.length).mapToDouble(i -> rewards[i]).average().orElseThrow();
    double squares = 0;
    for (double value : rewards) {
      squares += (value - mean) * (value - mean);
    }
    return new Prediction(mean, Math.sqrt(squares / (rewards.length - 1)));
  }

  private void train(int member, List<Sample> samples, float[] targets) {
    int[] drawn = bootstrap(samples.size(), stream(member, BOOTSTRAP));
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

  /** Indices of the observations, each as often as it counts; all once where none was drawn. */
  private static int[] bootstrap(int size, RandomGenerator random) {
    int[] drawn =
        IntStream.range(0, size)
            .flatMap(i -> IntStream.generate(() -> i).limit(poisson(random)))
            .toArray();
    return drawn.length > 0 ? drawn : IntStream.range(0, size).toArray();
  }

  /** Poisson(1) by multiplication (Knuth). */
  private static int poisson(RandomGenerator random) {
    double product = random.nextDouble();
    int count = 0;
    while (product > 1 / Math.E) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  private static List<Sample> samples(List<PredictorInput> inputs, Scale scale) {
    return inputs.stream().map(input -> Sample.of(input, scale.scalars)).toList();
  }

  private RandomStream stream(long member, long use) {
    return RandomStream.of(seed, Purpose.PREDICTOR, member, use);
  }
}
