package org.epnas.policy.predictor;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import org.epnas.policy.predictor.GraphFeatures.Description;

/**
 * Trainings as points that a kernel can compare: by the paths through the sections of the networks,
 * the neighbourhoods of their layers, their size and depth, and how long they are trained. Sizes
 * and lengths are standardised over the trainings that {@link #scaleTo} was given.
 */
final class TrainingPoints {
  static final List<ToDoubleBiFunction<Point, Point>> KINDS =
      List.of(
          (a, b) -> a.graph.paths().squaredDistance(b.graph.paths()),
          (a, b) -> a.graph.neighbourhoods().squaredDistance(b.graph.neighbourhoods()),
          (a, b) -> squaredDistance(a.size, b.size),
          (a, b) -> squaredDistance(a.training, b.training));

  /**
   * A training as the kernel compares it.
   *
   * @param size and depth of the network, standardised
   * @param training epochs of its own and of its lineage, standardised
   */
  record Point(Description graph, double[] size, double[] training) {}

  private Standardiser sizes = Standardiser.of(List.of(new double[0]));
  private Standardiser trainings = Standardiser.of(List.of(new double[0]));

  void scaleTo(List<PredictorInput> inputs) {
    sizes = Standardiser.of(inputs.stream().map(TrainingPoints::size).toList());
    trainings = Standardiser.of(inputs.stream().map(TrainingPoints::training).toList());
  }

  /**
   * Whether a training is the first to differ in something that all others had in common: on the
   * present scale nobody would see that.
   */
  boolean varyFirstWith(PredictorInput input) {
    return sizes.variesFirstWith(size(input)) || trainings.variesFirstWith(training(input));
  }

  Point of(PredictorInput input) {
    return new Point(
        GraphFeatures.of(input.architecture()),
        sizes.apply(size(input)),
        trainings.apply(training(input)));
  }

  private static double[] size(PredictorInput input) {
    double[] depth = GraphFeatures.of(input.architecture()).depth();
    double[] size = Arrays.copyOf(depth, depth.length + 2);
    size[depth.length] = Math.log1p((double) input.cost().parameters());
    size[depth.length + 1] = Math.log1p((double) input.cost().flops());
    return size;
  }

  private static double[] training(PredictorInput input) {
    return new double[] {Math.log1p(input.epochs()), Math.log1p(input.lineageEpochs())};
  }

  /**
   * Squared distances of two points by kind.
   *
   * @param into one value per kind
   */
  static void squared(Point a, Point b, double[] into) {
    into[0] = a.graph.paths().squaredDistance(b.graph.paths());
    into[1] = a.graph.neighbourhoods().squaredDistance(b.graph.neighbourhoods());
    into[2] = squaredDistance(a.size, b.size);
    into[3] = squaredDistance(a.training, b.training);
  }

  /** A point that is compared with many others. */
  static final class Compared {
    private final Point point;
    private final CountTable paths;
    private final CountTable neighbourhoods;

    Compared(Point point) {
      this.point = point;
      paths = new CountTable(point.graph.paths());
      neighbourhoods = new CountTable(point.graph.neighbourhoods());
    }

    /** As {@link TrainingPoints#squared}. */
    void squared(Point other, double[] into) {
      into[0] = paths.squaredDistance(other.graph.paths());
      into[1] = neighbourhoods.squaredDistance(other.graph.neighbourhoods());
      into[2] = squaredDistance(point.size, other.size);
      into[3] = squaredDistance(point.training, other.training);
    }
  }

  private static double squaredDistance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
