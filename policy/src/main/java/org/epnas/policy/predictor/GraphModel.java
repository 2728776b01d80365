package org.epnas.policy.predictor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.epnas.kernel.architecture.Architecture;
import org.jspecify.annotations.Nullable;

/**
 * A Gaussian process on the graphs of the networks and on their size, compute and epochs. Networks
 * that fell through are taken to be no worse than a fence below the others (Tukey 1977), so that
 * they do not set the scale.
 */
final class GraphModel implements Model {
  /** Beyond these the cubic cost of a fit shows; the latest are kept. */
  private static final int MOST_OBSERVATIONS = 300;

  private static final int MOST_GRAPHS = 4096;

  private static final double FENCE = 1.5;

  /** A network and its scalars, as the kernel compares them. */
  private record Point(SparseCounts graph, double[] scalars) {}

  private final GraphFeatures features = new GraphFeatures();

  /** By identity, because comparing networks costs as much as describing them. */
  private final Map<Architecture, SparseCounts> graphs = new IdentityHashMap<>();

  private List<Point> points = List.of();
  private double mean;
  private double scale = 1;
  private @Nullable Standardiser scalars;
  private @Nullable GaussianProcess process;

  @Override
  public void fit(List<Observation> observations) {
    List<Observation> latest =
        observations.subList(
            Math.max(0, observations.size() - MOST_OBSERVATIONS), observations.size());
    scalars = Standardiser.of(latest.stream().map(seen -> rawScalars(seen.input())).toList());
    points = latest.stream().map(seen -> point(seen.input())).toList();
    process = new GaussianProcess(distances(), targets(latest));
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
      Point point = point(input);
      double[] graph = new double[points.size()];
      double[] scalar = new double[points.size()];
      for (int i = 0; i < graph.length; i++) {
        graph[i] = point.graph().squaredDistance(points.get(i).graph());
        scalar[i] = squaredDistance(point.scalars(), points.get(i).scalars());
      }
      Prediction standardised = Objects.requireNonNull(process).predict(graph, scalar);
      predictions.add(
          new Prediction(mean + scale * standardised.mean(), scale * standardised.deviation()));
    }
    return predictions;
  }

  private GaussianProcess.Distances distances() {
    int n = points.size();
    double[][] graph = new double[n][];
    double[][] scalar = new double[n][];
    for (int i = 0; i < n; i++) {
      graph[i] = new double[i + 1];
      scalar[i] = new double[i + 1];
      for (int j = 0; j < i; j++) {
        graph[i][j] = points.get(i).graph().squaredDistance(points.get(j).graph());
        scalar[i][j] = squaredDistance(points.get(i).scalars(), points.get(j).scalars());
      }
    }
    return new GaussianProcess.Distances(graph, scalar);
  }

  private Point point(PredictorInput input) {
    double[] raw = rawScalars(input);
    double[] standardised = new double[raw.length];
    for (int i = 0; i < raw.length; i++) {
      standardised[i] = Objects.requireNonNull(scalars).apply(i, raw[i]);
    }
    if (graphs.size() >= MOST_GRAPHS) {
      graphs.clear();
    }
    return new Point(graphs.computeIfAbsent(input.architecture(), features::of), standardised);
  }

  private static double[] rawScalars(PredictorInput input) {
    return new double[] {
      Math.log1p(input.cost().parameters()),
      Math.log1p(input.cost().flops()),
      Math.log1p(input.epochs()),
      Math.log1p(input.lineageEpochs())
    };
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
