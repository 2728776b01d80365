package org.epnas.app.selftest;

import org.epnas.nativecuda.Arithmetic;
import org.epnas.training.selftest.MemoryReturn;

/**
 * Free memory of the device before and after a round of candidates, in bytes.
 *
 * @param rounds until one ended as it began
 */
public record MemoryRow(
    Arithmetic arithmetic,
    int candidates,
    int rounds,
    long freeBefore,
    long freeAfter,
    long leakedBytes) {
  static MemoryRow of(Arithmetic arithmetic, MemoryReturn memory) {
    return new MemoryRow(
        arithmetic,
        memory.candidates(),
        memory.rounds(),
        memory.freeBefore(),
        memory.freeAfter(),
        memory.leakedBytes());
  }

  boolean good() {
    return leakedBytes == 0;
  }
}
