package org.epnas.kernel.search;

/** What a run guarantees about repeating itself. */
public enum ExecutionMode {
  /**
   * Same seed, same trials, bit for bit, on the same device and thread count, for budgets in trials
   * or epochs (a time budget ends where the clock says). Costs the freedom to reorder sums and to
   * tell results as they come.
   */
  REPRODUCIBLE,
  /**
   * Fastest: results are told in the order they finish and backends may choose non-deterministic
   * kernels.
   */
  FAST,
  /**
   * As {@link #REPRODUCIBLE}, and every output of a native op is checked for NaN, infinity and
   * shape. Several times slower.
   */
  FULL_ASSERT
}
