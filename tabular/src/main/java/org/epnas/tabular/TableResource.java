package org.epnas.tabular;

import java.util.Map;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;
import org.jspecify.annotations.Nullable;

/**
 * A numeric column as something that can be limited. What was not measured is as far beyond every
 * limit as can be: a search under a limit does not want a network of which nobody knows whether it
 * is within.
 */
final class TableResource implements Resource {
  private final Descriptor descriptor;
  private final double[] values;
  private final BenchmarkTable table;
  private final @Nullable InvalidTableException damage;

  private TableResource(
      Descriptor descriptor,
      double[] values,
      BenchmarkTable table,
      @Nullable InvalidTableException damage) {
    this.descriptor = descriptor;
    this.values = values;
    this.table = table;
    this.damage = damage;
  }

  static TableResource of(
      String name,
      TableDescription.Column own,
      Columns.Column read,
      Map<String, String> units,
      String column,
      BenchmarkTable table) {
    Direction direction = own.atLeast() ? Direction.AT_LEAST : Direction.AT_MOST;
    String unit = own.unit().isEmpty() ? units.getOrDefault(column, "") : own.unit();
    String description = own.description().isEmpty() ? "column " + column : own.description();
    double[] known = read.values().clone();
    for (int row = 0; row < known.length; row++) {
      boolean missing =
          !(known[row] >= 0)
              || Double.isInfinite(known[row])
              || (own.missing() != null && known[row] == own.missing());
      known[row] = missing ? beyond(direction) : known[row];
    }
    return new TableResource(
        new Descriptor(name, unit, direction, description + ", from the table"),
        known,
        table,
        read.damage());
  }

  /** The same of another view of the table. */
  TableResource of(BenchmarkTable view) {
    return new TableResource(descriptor, values, view, damage);
  }

  /** The same, refused where it is used. */
  TableResource damaged(InvalidTableException why) {
    return new TableResource(descriptor, values, table, why);
  }

  private static double beyond(Direction direction) {
    return direction == Direction.AT_MOST ? Double.MAX_VALUE : 0;
  }

  @Override
  public Descriptor descriptor() {
    return descriptor;
  }

  /**
   * @throws InvalidTableException if the column is damaged
   */
  double value(int row) {
    if (damage != null) {
      throw damage;
    }
    return values[row];
  }

  @Override
  public double measure(Architecture architecture, Cost cost) {
    OptionalInt row = table.row(architecture);
    if (row.isEmpty()) {
      throw new IllegalStateException(
          "Resource (%s) of network (%s) is in no table. Maybe load the whole table."
              .formatted(descriptor.name(), architecture.encoding()));
    }
    return value(row.getAsInt());
  }
}
