package org.epnas.policy.nn;

import java.util.Arrays;

/** Work buffers that are kept and grown, so that a steady state allocates nothing. */
public final class Buffers {
  private Buffers() {}

  /** The buffer itself if it is large enough, else a larger one with the same first elements. */
  public static float[] grown(float[] buffer, int size) {
    return size <= buffer.length
        ? buffer
        : Arrays.copyOf(buffer, Math.max(size, buffer.length + buffer.length / 2));
  }

  /** As {@link #grown}, with the first {@code size} elements set to 0. */
  public static float[] zeroed(float[] buffer, int size) {
    float[] grown = size <= buffer.length ? buffer : new float[size];
    Arrays.fill(grown, 0, size, 0f);
    return grown;
  }
}
