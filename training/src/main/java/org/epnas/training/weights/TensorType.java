package org.epnas.training.weights;

import java.nio.ByteBuffer;

/** Number formats that safetensors files are read in; the names are the format's own. */
enum TensorType {
  F32(4) {
    @Override
    float[] decode(ByteBuffer bytes) {
      float[] values = new float[bytes.remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(values);
      return values;
    }
  },
  /** The upper half of an f32. */
  BF16(2) {
    @Override
    float[] decode(ByteBuffer bytes) {
      float[] values = new float[bytes.remaining() / Short.BYTES];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.intBitsToFloat(bytes.getShort() << Short.SIZE);
      }
      return values;
    }
  };

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Of one value. */
  int bytes() {
    return bytes;
  }

  /**
   * @param bytes little-endian, read to their end
   */
  abstract float[] decode(ByteBuffer bytes);
}
