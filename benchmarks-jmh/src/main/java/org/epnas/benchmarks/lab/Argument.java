package org.epnas.benchmarks.lab;

/** What a kernel is launched with. */
sealed interface Argument {
  /**
   * An array. Its content is constant: no kernel of the lab takes longer for other values.
   *
   * @param traffic how often the kernel must at least move each byte: 1 where it only reads or only
   *     writes it, 0 for small arrays that stay in a cache
   */
  record Bytes(long bytes, int traffic) implements Argument {}

  record Int(int value) implements Argument {}

  record Int64(long value) implements Argument {}

  record Real(float value) implements Argument {}
}
