package org.epnas.policy.nn;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The parameters of a network in one flat array, and their gradients in another of the same shape,
 * divided into named slices. A network's blocks allocate their slices when they are constructed;
 * the arrays may be replaced until the last one is.
 */
public final class Parameters {
  private final List<Slice> slices = new ArrayList<>();
  private float[] values = new float[0];
  private float[] gradients = new float[0];

  /**
   * A (rows, columns) matrix within the flat arrays.
   *
   * @param offset index of its first element
   */
  public record Slice(String name, int offset, int rows, int columns) {
    /** Number of elements. */
    public int size() {
      return rows * columns;
    }
  }

  /** Appends a slice of zeros. */
  public Slice allocate(String name, int rows, int columns) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "Parameter (%s) has shape (%s, %s); both must be at least 1. Maybe leave it out."
              .formatted(name, rows, columns));
    }
    Slice slice = new Slice(name, values.length, rows, columns);
    int size = Math.addExact(values.length, Math.multiplyExact(rows, columns));
    values = Arrays.copyOf(values, size);
    gradients = Arrays.copyOf(gradients, size);
    slices.add(slice);
    return slice;
  }

  /** Appends a slice of values drawn uniformly from (-bound, bound). */
  public Slice allocateUniform(
      String name, int rows, int columns, double bound, RandomGenerator random) {
    Slice slice = allocate(name, rows, columns);
    for (int i = slice.offset(); i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return slice;
  }

  /** In the order they were allocated. */
  public List<Slice> slices() {
    return Collections.unmodifiableList(slices);
  }

  public int size() {
    return values.length;
  }

  /** The values themselves, not a copy. */
  public float[] values() {
    return values;
  }

  /** The gradients themselves, not a copy. */
  public float[] gradients() {
    return gradients;
  }

  public void zeroGradients() {
    Arrays.fill(gradients, 0f);
  }

  /** The values, exactly. */
  public byte[] state() {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /** Takes over the values of parameters of the same shape. */
  public void restore(byte[] state) {
    if (state.length != Float.BYTES * values.length) {
      throw new IllegalArgumentException(
          "State has %s bytes, %s parameters need %s. Maybe it belongs to another configuration."
              .formatted(state.length, values.length, Float.BYTES * values.length));
    }
    ByteBuffer.wrap(state).asFloatBuffer().get(values);
  }
}
