package org.epnas.policy.predictor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.policy.predictor.GraphFeatures.Description;
import org.jspecify.annotations.Nullable;

/**
 * A Gaussian process that compares trainings in four ways: the paths through the sections of the
 * networks, the neighbourhoods of their layers, their size and depth, and how long they are
 * trained. How much each of them counts is learned. Networks that fell through are taken to be no
 * worse than a fence below the others (Tukey 1977), so that they do not set the scale.
 */
final class GraphModel implements Model {
  /** Beyond these the cubic cost of a fit shows; the latest are kept. */
  private static final int MOST_OBSERVATIONS = 300;

  /** The kernel's parameters are found anew when there are so many times as many observations. */
  private static final double GROWTH = 1.1;

  private static final int MOST_GRAPHS = 4096;

  private static final double FENCE = 1.5;

  private static final List<ToDoubleBiFunction<Point, Point>> KINDS =
      List.of(
          (a, b) -> a.graph.paths().squaredDistance(b.graph.paths()),
          (a, b) -> a.graph.neighbourhoods().squaredDistance(b.graph.neighbourhoods()),
          (a, b) -> squaredDistance(a.size, b.size),
          (a, b) -> squaredDistance(a.training, b.training));

  /** In the order of the kinds; size and depth say most while there is little to learn from. */
  private static final KernelParameters DEFAULTS =
      new KernelParameters(new double[] {0.1, 0.1, 0.3, 0.3}, 0.02);

  /**
   * A training as the kernel compares it.
   *
   * @param size and depth of the network, standardised
   * @param training epochs of its own and of its lineage, standardised
   */
  private record Point(Description graph, double[] size, double[] training) {}

  private final GraphFeatures features = new GraphFeatures();

  /** By identity, because comparing networks costs as much as describing them. */
  private final IdentityHashMap<Architecture, Description> graphs = new IdentityHashMap<>();

  private List<Point> points = List.of();
  private double mean;
  private double scale = 1;
  private @Nullable Standardiser sizes;
  private @Nullable Standardiser trainings;
  private KernelParameters parameters = DEFAULTS;
  private int parametersOf;
  private @Nullable GaussianProcess process;

  @Override
  public void fit(List<Observation> observations) {
    List<Observation> latest =
        observations.subList(
            Math.max(0, observations.size() - MOST_OBSERVATIONS), observations.size());
    sizes = Standardiser.of(latest.stream().map(seen -> size(seen.input())).toList());
    trainings = Standardiser.of(latest.stream().map(seen -> training(seen.input())).toList());
    points = latest.stream().map(seen -> point(seen.input())).toList();
    Distances distances = Distances.of(points, KINDS);
    double[] targets = targets(latest);
    if (observations.size() >= GROWTH * parametersOf) {
      parameters = KernelFit.of(distances, targets, DEFAULTS);
      parametersOf = observations.size();
    }
    process =
        GaussianProcess.of(distances, parameters, targets)
            .orElseThrow(
                () -> new IllegalStateException("Noise keeps a kernel positive definite."));
  }

  private double[] targets(List<Observation> observations) {
    double[] rewards = observations.stream().mapToDouble(Observation::reward).toArray();
    double[] ascending = rewards.clone();
    Arrays.sort(ascending);
    double low = ascending[ascending.length / 4];
    double high = ascending[ascending.length * 3 / 4];
    double fence = low - FENCE * (high - low);
    double[] fenced = Arrays.stream(rewards).map(reward -> Math.max(fence, reward)).toArray();
    mean = Arrays.stream(fenced).average().orElse(0);
    double squares = Arrays.stream(fenced).map(reward -> Math.pow(reward - mean, 2)).sum();
    double deviation = Math.sqrt(squares / fenced.length);
    scale = deviation > 0 ? deviation : 1;
    return Arrays.stream(fenced).map(reward -> (reward - mean) / scale).toArray();
  }

  @Override
  public List<Prediction> predict(List<PredictorInput> inputs) {
    List<Prediction> predictions = new ArrayList<>();
    for (PredictorInput input : inputs) {
      Prediction standardised = Objects.requireNonNull(process).predict(distances(point(input)));
      predictions.add(
          new Prediction(mean + scale * standardised.mean(), scale * standardised.deviation()));
    }
    return predictions;
  }

  /** To each observation, by kind. */
  private double[][] distances(Point point) {
    double[][] squared = new double[points.size()][KINDS.size()];
    for (int i = 0; i < squared.length; i++) {
      for (int kind = 0; kind < KINDS.size(); kind++) {
        squared[i][kind] = KINDS.get(kind).applyAsDouble(point, points.get(i));
      }
    }
    return squared;
  }

  private Point point(PredictorInput input) {
    return new Point(
        graph(input),
        Objects.requireNonNull(sizes).apply(size(input)),
        Objects.requireNonNull(trainings).apply(training(input)));
  }

  private Description graph(PredictorInput input) {
    if (graphs.size() >= MOST_GRAPHS) {
      graphs.clear();
    }
    return graphs.computeIfAbsent(input.architecture(), features::of);
  }

  private double[] size(PredictorInput input) {
    double[] depth = graph(input).depth();
    double[] size = Arrays.copyOf(depth, depth.length + 2);
    size[depth.length] = Math.log1p((double) input.cost().parameters());
    size[depth.length + 1] = Math.log1p((double) input.cost().flops());
    return size;
  }

  private static double[] training(PredictorInput input) {
    return new double[] {Math.log1p(input.epochs()), Math.log1p(input.lineageEpochs())};
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
