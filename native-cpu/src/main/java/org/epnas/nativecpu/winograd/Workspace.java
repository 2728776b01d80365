package org.epnas.nativecpu.winograd;

import java.util.Arrays;

/**
 * Memory that the convolutions of one executable work in, one after the other, the transformed
 * kernels being those of one convolution at a time: it stays in the caches from one to the next.
 * Grows while the executable is built, never afterwards. Arrays, not native memory: the compiler
 * takes their bounds checks out of loops, and reads them faster.
 */
public final class Workspace {
  private float[] kernels = new float[0];
  private final float[][] parts;

  /**
   * @param parts of the loops
   */
  public Workspace(int parts) {
    this.parts = new float[parts][0];
  }

  int parts() {
    return parts.length;
  }

  /**
   * Asks for memory, which a convolution finds when it runs.
   *
   * @param kernelFloats of transformed kernels, which all parts share
   * @param partFloats for each part
   */
  void reserve(int kernelFloats, int partFloats) {
    if (kernels.length < kernelFloats) {
      kernels = new float[kernelFloats];
    }
    if (parts[0].length < partFloats) {
      Arrays.setAll(parts, _ -> new float[partFloats]);
    }
  }

  float[] kernels() {
    return kernels;
  }

  float[] part(int part) {
    return parts[part];
  }
}
