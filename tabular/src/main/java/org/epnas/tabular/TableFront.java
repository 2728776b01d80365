package org.epnas.tabular;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.trial.FrontMeasure;
import org.epnas.kernel.trial.Hypervolume;
import org.epnas.kernel.trial.Objectives;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;

/**
 * The exact front of a table, and how much of it a search found. The reference is tight: the
 * accuracy of the median network of the table, so that only what is better than half of them
 * counts, and of each resource its worst value in the table and 5 % more. All in the accuracy that
 * is observed after the shortest training, without its noise.
 */
public final class TableFront {
  private final BenchmarkTable table;
  private final Objectives objectives;
  private final FrontMeasure measure;
  private final int networks;

  private TableFront(
      BenchmarkTable table, Objectives objectives, FrontMeasure measure, int networks) {
    this.table = table;
    this.objectives = objectives;
    this.measure = measure;
    this.networks = networks;
  }

  /**
   * Looks at every network.
   *
   * @param table with one row per network
   * @param constraints that the networks of the front satisfy
   */
  static TableFront of(BenchmarkTable table, Objectives objectives, List<Constraint> constraints) {
    FeasibleRows feasible = new FeasibleRows(table, constraints);
    List<double[]> all = new ArrayList<>();
    List<double[]> points = new ArrayList<>();
    for (int row = 0; row < table.size(); row++) {
      if (table.leads(row)) {
        double[] point = point(table, objectives, row);
        all.add(point);
        if (feasible.contains(row)) {
          points.add(point);
        }
      }
    }
    double[] reference = objectives.reference(median(all), all);
    double whole = Hypervolume.of(points, reference);
    return new TableFront(
        table,
        objectives,
        new FrontMeasure(objectives, reference, whole > 0 ? whole : 1),
        all.size());
  }

  private static double[] point(BenchmarkTable table, Objectives objectives, int row) {
    double[] point = new double[objectives.size()];
    point[0] = table.expected(row) / 100;
    for (int i = 1; i < point.length; i++) {
      point[i] = use(table, objectives, i - 1, row);
    }
    return point;
  }

  private static double use(BenchmarkTable table, Objectives objectives, int index, int row) {
    Resource resource = objectives.resources().get(index);
    if (resource instanceof TableResource column) {
      return objectives.upwards(index, column.value(row));
    }
    Architecture network = table.network(row).orElseThrow();
    return objectives.measured(index, network, Cost.of(network));
  }

  private static double median(List<double[]> points) {
    double[] ascending = points.stream().mapToDouble(point -> point[0]).sorted().toArray();
    int n = ascending.length;
    return n == 0 ? 0 : (ascending[(n - 1) / 2] + ascending[n / 2]) / 2;
  }

  /** Number of networks of the table. */
  public int networks() {
    return networks;
  }

  /** Measures in percent of the table's own front. */
  public FrontMeasure measure() {
    return measure;
  }

  /** Of the front that a search ended with, in percent. */
  public double percent(TabularResult found) {
    return measure.percent(
        Ranking.paretoFront(found.result().trials(), objectives).stream()
            .map(this::point)
            .toList());
  }

  /** How the front of a search grew. */
  public List<FrontMeasure.Step> history(TabularResult found) {
    return measure.history(found.finished().trials(), found.finished().seconds(), this::point);
  }

  /** A trial as the table knows it, without the noise of what was observed. */
  public double[] point(Trial trial) {
    double[] point = objectives.of(trial);
    point[0] = table.expected(table.row(trial.architecture()).orElseThrow()) / 100;
    return point;
  }
}
