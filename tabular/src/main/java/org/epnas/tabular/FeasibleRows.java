package org.epnas.tabular;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.MeasurementException;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.constraint.Shortfall;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;

/**
 * Which networks of a table are within the limits. Columns of the table are looked at first: a
 * network is built only where they do not decide.
 */
final class FeasibleRows {
  private final BenchmarkTable table;
  private final List<Constraint> ofTable = new ArrayList<>();
  private final Rewarder others;

  FeasibleRows(BenchmarkTable table, List<Constraint> constraints) {
    this.table = table;
    List<Constraint> rest = new ArrayList<>();
    for (Constraint constraint : constraints) {
      (constraint.resource() instanceof TableResource ? ofTable : rest).add(constraint);
    }
    others = new Rewarder(rest, (accuracy, _) -> accuracy);
  }

  /** Whether a strategy can propose the network of a row, and it satisfies every limit. */
  boolean contains(int row) {
    return columns(row).stream().allMatch(Usage::satisfied)
        && network(row)
            .flatMap(this::measured)
            .map(uses -> uses.stream().allMatch(Usage::satisfied))
            .orElse(false);
  }

  /** Empty for a row that is not the one of its network, too. */
  private Optional<Architecture> network(int row) {
    return table.leads(row) ? table.network(row) : Optional.empty();
  }

  /** The nearest network, where none that a strategy can propose is within every hard limit. */
  Optional<Shortfall> shortfall() {
    double nearest = Double.POSITIVE_INFINITY;
    Optional<Shortfall> found = Optional.empty();
    for (int row = 0; row < table.size() && nearest > 0; row++) {
      List<Usage> uses = new ArrayList<>(columns(row));
      if (Shortfall.distance(uses) < nearest) {
        Optional<Architecture> network = network(row);
        Optional<List<Usage>> rest = network.flatMap(this::measured);
        rest.ifPresent(uses::addAll);
        double distance = Shortfall.distance(uses);
        if (rest.isPresent() && distance < nearest) {
          nearest = distance;
          found = Optional.of(Shortfall.of(table.name(row), uses));
        }
      }
    }
    return found.filter(shortfall -> !shortfall.beyond().isEmpty());
  }

  private List<Usage> columns(int row) {
    List<Usage> uses = new ArrayList<>(ofTable.size());
    for (Constraint constraint : ofTable) {
      if (constraint.resource() instanceof TableResource resource) {
        uses.add(new Usage(constraint, resource.value(row)));
      }
    }
    return uses;
  }

  private Optional<List<Usage>> measured(Architecture network) {
    if (others.constraints().isEmpty()) {
      return Optional.of(List.of());
    }
    try {
      return Optional.of(others.measure(network, Cost.of(network)));
    } catch (MeasurementException e) {
      return Optional.empty();
    }
  }
}
