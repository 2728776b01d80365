package org.epnas.training.pipeline;

import org.epnas.kernel.architecture.TensorShape;

/** Normalises whole images as evaluation batches have them, bit for bit. Immutable. */
public final class Normaliser {
  private static final int BYTE_VALUES = 256;

  private final float[] table;
  private final int plane;
  private final int elements;

  /**
   * @param shape of an image, with as many channels as the normalisation has
   */
  public Normaliser(Normalisation normalisation, TensorShape shape) {
    if (normalisation.means().size() != shape.channels()) {
      throw new IllegalArgumentException(
          "Normalisation of %s channels does not fit images of %s."
              .formatted(normalisation.means().size(), shape));
    }
    this.table = normalisation.table();
    this.plane = shape.height() * shape.width();
    this.elements = Math.toIntExact(shape.elements());
  }

  /**
   * Writes one image.
   *
   * @param pixels planes (C, H, W), unsigned bytes
   * @param from position of its first byte
   * @param to (C, H, W) f32
   * @param start position of its first value
   */
  public void write(byte[] pixels, int from, float[] to, int start) {
    for (int i = 0; i < elements; i++) {
      to[start + i] = table[i / plane * BYTE_VALUES + (pixels[from + i] & 0xff)];
    }
  }
}
