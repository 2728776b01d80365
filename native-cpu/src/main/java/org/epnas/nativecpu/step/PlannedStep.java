package org.epnas.nativecpu.step;

import java.util.List;

/** Something to compute, before its memory has addresses. */
public interface PlannedStep {
  /** For people, for example {@code forward Convolution of (stem)}. */
  String name();

  /** Which code computes it, for example {@code jit:avx2}. */
  String implementation();

  /** Regions whose content it needs. */
  List<Region> reads();

  /** Regions that it fills, scratch space included. */
  List<Region> writes();

  Step bind(Binding binding);
}
