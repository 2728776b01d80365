package org.epnas.nativecpu.update;

/** The arithmetic of {@link SgdNesterov}. */
interface UpdateRule {
  /**
   * Updates the bytes {@code from} to {@code to - 1} of a block, both multiples of a cache line.
   */
  void update(ParameterBlock block, long from, long to, float rate, float momentum, float decay);
}
