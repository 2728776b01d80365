package org.epnas.policy.predictor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.policy.predictor.GaussianProcess.Projection;
import org.epnas.policy.predictor.TrainingPoints.Point;
import org.jspecify.annotations.Nullable;

/**
 * A Gaussian process on {@link TrainingPoints}. A further observation costs O(n^2); how much each
 * kind of distance counts is learned anew whenever there are a quarter more. It holds so many
 * observations and no more: the best, and of the others those that are least alike.
 */
final class GraphModel implements Model {
  /** The kernel's parameters are found anew when there are so many times as many observations. */
  private static final double GROWTH = 1.25;

  /** What is seen beyond these is thinned out again. */
  private static final int MOST_OBSERVATIONS = 330;

  private static final int KEPT_OBSERVATIONS = 300;

  private static final int KEPT_BEST = 100;

  /** Enough to tell how much each kind counts; a fit is of cubic cost. */
  private static final int FITTED_OBSERVATIONS = 100;

  private static final int MOST_PROJECTIONS = 4096;

  /** Comparisons of one input for which a table of its features pays. */
  private static final int MANY = 8;

  /** In the order of the kinds; size and depth say most while there is little to learn from. */
  private static final KernelParameters DEFAULTS =
      new KernelParameters(new double[] {0.1, 0.1, 0.3, 0.3}, 0.02);

  /** What is known of an input; another training of the same network is another one. */
  private record Known(int epochs, int lineageEpochs, Point point, Projection projection) {
    boolean of(PredictorInput input) {
      return epochs == input.epochs() && lineageEpochs == input.lineageEpochs();
    }
  }

  private final TrainingPoints points = new TrainingPoints();
  private final IdentityHashMap<Architecture, Known> projections = new IdentityHashMap<>();

  /** Which observations the process holds, in its order. */
  private final List<Integer> held = new ArrayList<>();

  private final List<Point> heldPoints = new ArrayList<>();

  /** Distances of two points by kind, for a moment. */
  private final double[] squared = new double[TrainingPoints.KINDS.size()];

  private int seen;
  private int fittedTo;
  private Targets targets = Targets.of(new double[1]);
  private @Nullable GaussianProcess process;

  @Override
  public void fit(List<Observation> observations) {
    forgetBeliefs();
    GaussianProcess current = process;
    boolean another = observations.size() < seen;
    if (current == null || another || outgrown(observations)) {
      if (another) {
        held.clear();
      }
      held.addAll(IntStream.range(another ? 0 : seen, observations.size()).boxed().toList());
      thinOut(observations);
      rebuild(observations);
    } else {
      for (int i = seen; i < observations.size(); i++) {
        append(current, i, observations.get(i));
      }
      targets = targets(observations);
      current.observe(targets.values());
      if (held.size() > MOST_OBSERVATIONS) {
        thinOut(current, observations);
      }
    }
    seen = observations.size();
  }

  /** Whether it is time to look at all of it anew. */
  private boolean outgrown(List<Observation> observations) {
    return observations.size() >= GROWTH * fittedTo
        || observations.subList(seen, observations.size()).stream()
            .anyMatch(one -> points.varyFirstWith(one.input()));
  }

  private void append(GaussianProcess current, int index, Observation observation) {
    Known known = known(observation.input());
    if (current.append(known.projection)) {
      held.add(index);
      heldPoints.add(known.point);
    }
  }

  private void rebuild(List<Observation> observations) {
    List<PredictorInput> inputs = held.stream().map(i -> observations.get(i).input()).toList();
    points.scaleTo(inputs);
    heldPoints.clear();
    inputs.forEach(input -> heldPoints.add(points.of(input)));
    projections.clear();
    Distances distances = Distances.of(heldPoints, TrainingPoints.KINDS);
    targets = targets(observations);
    KernelParameters parameters = parameters(distances, observations);
    process =
        GaussianProcess.of(distances, parameters, targets.values())
            .orElseThrow(
                () -> new IllegalStateException("Noise keeps a kernel positive definite."));
  }

  private KernelParameters parameters(Distances distances, List<Observation> observations) {
    GaussianProcess before = process;
    if (before != null && observations.size() < GROWTH * fittedTo) {
      return before.parameters();
    }
    fittedTo = observations.size();
    if (held.size() <= FITTED_OBSERVATIONS) {
      return KernelFit.of(distances, targets.values(), DEFAULTS);
    }
    int[] some =
        IntStream.range(0, FITTED_OBSERVATIONS)
            .map(i -> (int) ((long) i * held.size() / FITTED_OBSERVATIONS))
            .toArray();
    double[] values = Arrays.stream(some).mapToDouble(i -> targets.values()[i]).toArray();
    return KernelFit.of(distances.only(some), values, DEFAULTS);
  }

  private Targets targets(List<Observation> observations) {
    return Targets.of(held.stream().mapToDouble(i -> observations.get(i).accuracy()).toArray());
  }

  /** Where many are new at once: the best of all, and of the others the latest. */
  private void thinOut(List<Observation> observations) {
    if (held.size() > MOST_OBSERVATIONS) {
      Set<Integer> kept = new HashSet<>(bestFirst(observations).subList(0, KEPT_BEST));
      for (int i = held.size() - 1; kept.size() < KEPT_OBSERVATIONS; i--) {
        kept.add(held.get(i));
      }
      held.removeIf(index -> !kept.contains(index));
    }
  }

  private List<Integer> bestFirst(List<Observation> observations) {
    return held.stream()
        .sorted(Comparator.comparingDouble((Integer i) -> -observations.get(i).accuracy()))
        .toList();
  }

  private void thinOut(GaussianProcess current, List<Observation> observations) {
    Integer[] order = IntStream.range(0, held.size()).boxed().toArray(Integer[]::new);
    Arrays.sort(
        order,
        Comparator.comparingDouble((Integer i) -> -observations.get(held.get(i)).accuracy()));
    int[] kept = Diversity.chosen(order, KEPT_BEST, KEPT_OBSERVATIONS, current::covariance);
    List<Integer> indices = Arrays.stream(kept).mapToObj(held::get).toList();
    List<Point> kernelPoints = Arrays.stream(kept).mapToObj(heldPoints::get).toList();
    held.clear();
    held.addAll(indices);
    heldPoints.clear();
    heldPoints.addAll(kernelPoints);
    projections.clear();
    targets = targets(observations);
    process =
        current
            .only(kept, targets.values())
            .orElseThrow(
                () -> new IllegalStateException("A part of a positive definite kernel is one."));
  }

  @Override
  public List<Prediction> predict(List<PredictorInput> inputs) {
    List<Prediction> predictions = new ArrayList<>();
    for (PredictorInput input : inputs) {
      predictions.add(targets.inAccuracy(current().predict(known(input).projection)));
    }
    return predictions;
  }

  private GaussianProcess current() {
    GaussianProcess current = process;
    if (current == null) {
      throw new IllegalStateException("The model was not fitted.");
    }
    return current;
  }

  /** An input's projection, up to date. */
  private Known known(PredictorInput input) {
    Known known = projections.get(input.architecture());
    if (known == null || !known.of(input)) {
      if (projections.size() >= MOST_PROJECTIONS) {
        projections.clear();
      }
      known = new Known(input.epochs(), input.lineageEpochs(), points.of(input), new Projection());
      projections.put(input.architecture(), known);
    }
    current().extend(known.projection, distances(known));
    return known;
  }

  /** From an input to what the process holds. */
  private IntFunction<double[]> distances(Known known) {
    Point point = known.point;
    if (heldPoints.size() - known.projection.size() < MANY) {
      return i -> {
        TrainingPoints.squared(point, heldPoints.get(i), squared);
        return squared;
      };
    }
    TrainingPoints.Compared compared = new TrainingPoints.Compared(point);
    return i -> {
      compared.squared(heldPoints.get(i), squared);
      return squared;
    };
  }

  @Override
  public void believe(PredictorInput input) {
    Known known = known(input);
    if (current().believe(known.projection)) {
      heldPoints.add(known.point);
    }
  }

  @Override
  public void forgetBeliefs() {
    GaussianProcess current = process;
    if (current != null && heldPoints.size() > held.size()) {
      heldPoints.subList(held.size(), heldPoints.size()).clear();
      current.forgetBeliefs();
      projections.values().forEach(known -> current.forgetBeliefs(known.projection));
    }
  }

  @Override
  public double noiseDeviation() {
    return targets.scale() * current().noiseDeviation();
  }

  @Override
  public List<Integer> held() {
    return List.copyOf(held);
  }
}
