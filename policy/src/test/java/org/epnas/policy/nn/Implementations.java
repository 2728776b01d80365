package org.epnas.policy.nn;

import java.util.List;

/** The twins of {@link VectorMath}, for tests that hold for both. */
public final class Implementations {
  private Implementations() {}

  public static List<VectorMath> all() {
    return List.of(new ScalarMath(), new SimdMath());
  }
}
