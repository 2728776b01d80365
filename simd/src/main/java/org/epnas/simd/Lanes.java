package org.epnas.simd;

import jdk.incubator.vector.FloatVector;

/** This processor's vectors. Must not be touched where the module is not readable. */
final class Lanes {
  private Lanes() {}

  /** Floats of the longest vector that is fast. */
  static int count() {
    return FloatVector.SPECIES_PREFERRED.length();
  }

  static String describe() {
    return "Vector API on: %s bits, %s floats.".formatted(count() * Float.SIZE, count());
  }
}
