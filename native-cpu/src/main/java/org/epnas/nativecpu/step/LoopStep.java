package org.epnas.nativecpu.step;

import java.util.List;
import java.util.function.Function;

/**
 * Runs a loop of our own.
 *
 * @param loop makes the step from the addresses
 */
public record LoopStep(
    String name, List<Region> reads, List<Region> writes, Function<Binding, Step> loop)
    implements PlannedStep {
  public LoopStep {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
  }

  @Override
  public String implementation() {
    return "java";
  }

  @Override
  public Step bind(Binding binding) {
    return loop.apply(binding);
  }
}
