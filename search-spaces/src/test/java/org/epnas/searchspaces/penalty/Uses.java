package org.epnas.searchspaces.penalty;

import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintPenalty.WeightedUsage;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;

/** Uses of a made-up resource whose limit is 100. */
final class Uses {
  private Uses() {}

  static WeightedUsage of(Direction direction, double used, double penaltyWeight) {
    Resource resource = new Fake(new Resource.Descriptor("fake", "", direction, "made up"));
    return new WeightedUsage(new Usage(new Constraint(resource, 100, false), used), penaltyWeight);
  }

  private record Fake(Descriptor descriptor) implements Resource {
    @Override
    public double measure(Architecture architecture, Cost cost) {
      throw new AssertionError("A penalty does not measure.");
    }
  }
}
