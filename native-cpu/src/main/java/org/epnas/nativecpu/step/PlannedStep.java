package org.epnas.nativecpu.step;

import java.util.List;
import java.util.stream.Stream;

/** Something to compute, before its memory has addresses. */
public sealed interface PlannedStep permits WholeStep, SlicedStep {
  /** For people, for example {@code forward Convolution of (stem)}. */
  String name();

  /** Which code computes it, for example {@code jit:avx2}. */
  String implementation();

  /** Regions whose content it needs. */
  List<Region> reads();

  /** Regions that it fills, scratch space included. */
  List<Region> writes();

  /** Bytes of the operands, what is both read and written counted twice; scratch space is not. */
  default long operandBytes() {
    return Stream.concat(reads().stream(), writes().stream()).mapToLong(Region::bytes).sum();
  }
}
