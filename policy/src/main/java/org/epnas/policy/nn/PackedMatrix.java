package org.epnas.policy.nn;

/**
 * A (rows, columns) matrix in the private layout of one {@link Gemm}; its memory is kept and grown.
 */
final class PackedMatrix {
  private int depth;
  private int first;
  private int columns;
  private float[] data = new float[0];

  /** Prepares for a matrix that takes {@code size} floats; what the memory holds is undefined. */
  float[] reset(int rows, int columns, int size) {
    depth = rows;
    first = 0;
    this.columns = columns;
    data = Buffers.grown(data, size);
    return data;
  }

  /** Leaves out the rows before this one, until the next {@link #reset}. */
  void startAt(int row) {
    first = row;
  }

  /** Rows there are in memory. */
  int depth() {
    return depth;
  }

  /** The first of the {@link #rows} in memory. */
  int first() {
    return first;
  }

  int rows() {
    return depth - first;
  }

  int columns() {
    return columns;
  }

  float[] data() {
    return data;
  }
}
