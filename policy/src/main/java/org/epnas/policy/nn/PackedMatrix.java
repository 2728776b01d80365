package org.epnas.policy.nn;

/**
 * A (rows, columns) matrix in the private layout of one {@link Gemm}; its memory is kept and grown.
 */
final class PackedMatrix {
  private int rows;
  private int columns;
  private float[] data = new float[0];

  /** Prepares for a matrix that takes {@code size} floats; what the memory holds is undefined. */
  float[] reset(int rows, int columns, int size) {
    this.rows = rows;
    this.columns = columns;
    data = Buffers.grown(data, size);
    return data;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  float[] data() {
    return data;
  }
}
