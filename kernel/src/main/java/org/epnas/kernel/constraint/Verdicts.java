package org.epnas.kernel.constraint;

import java.util.List;
import java.util.function.Predicate;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.cost.Cost;

/** Hard limits of which nothing but the verdict is known. */
record Verdicts(Predicate<Architecture> permitted) implements Limits {
  @Override
  public boolean permitsAtOnce(Architecture architecture, Cost cost) {
    return permitted.test(architecture);
  }

  @Override
  public boolean permits(Architecture architecture, Cost cost) {
    return permitted.test(architecture);
  }

  @Override
  public boolean hard() {
    return false;
  }

  @Override
  public boolean slow() {
    return false;
  }

  @Override
  public List<Usage> uses(Architecture architecture, Cost cost, boolean slowOnes) {
    return List.of();
  }

  @Override
  public double reward(double accuracy, List<Usage> uses) {
    return accuracy;
  }
}
