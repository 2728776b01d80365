package org.epnas.nativecpu.step;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs a loop of our own.
 *
 * @param implementation what the code is called
 * @param loop makes the step from the addresses
 */
public record LoopStep(
    String name,
    List<Region> reads,
    List<Region> writes,
    String implementation,
    long operandBytes,
    Function<Binding, Step> loop)
    implements WholeStep {
  private static final String PLAIN = "java";

  public LoopStep {
    reads = List.copyOf(reads);
    writes = List.copyOf(writes);
  }

  /** Of plain code on whole regions. */
  public LoopStep(
      String name, List<Region> reads, List<Region> writes, Function<Binding, Step> loop) {
    this(name, reads, writes, PLAIN, bytes(reads, writes), loop);
  }

  private static long bytes(List<Region> reads, List<Region> writes) {
    return Stream.concat(reads.stream(), writes.stream()).mapToLong(Region::bytes).sum();
  }

  /** Of code with a name, on tensors that may be parts of regions. */
  public static LoopStep of(
      String name,
      List<View> reads,
      List<View> writes,
      String implementation,
      Function<Binding, Step> loop) {
    return new LoopStep(
        name,
        regions(reads),
        regions(writes),
        implementation,
        Stream.concat(reads.stream(), writes.stream())
            .mapToLong(view -> view.descriptor().bytes())
            .sum(),
        loop);
  }

  private static List<Region> regions(List<View> views) {
    return views.stream().map(View::region).toList();
  }

  @Override
  public Step bind(Binding binding) {
    return loop.apply(binding);
  }
}
