package org.epnas.training.weights;

import java.nio.ByteBuffer;

/**
 * The number formats of safetensors files; the names are the format's own. Floating-point numbers
 * of 16 bits and more become f32; whole numbers are counters beside the weights, and left out.
 */
enum TensorType {
  F32(4) {
    @Override
    float[] decode(ByteBuffer bytes) {
      float[] values = new float[bytes.remaining() / Float.BYTES];
      bytes.asFloatBuffer().get(values);
      return values;
    }
  },
  /** Rounded to the nearest f32. */
  F64(8) {
    @Override
    float[] decode(ByteBuffer bytes) {
      float[] values = new float[bytes.remaining() / Double.BYTES];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) bytes.getDouble();
      }
      return values;
    }
  },
  F16(2) {
    @Override
    float[] decode(ByteBuffer bytes) {
      float[] values = new float[bytes.remaining() / Short.BYTES];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.float16ToFloat(bytes.getShort());
      }
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
  },
  I64(8),
  U64(8),
  I32(4),
  U32(4),
  I16(2),
  U16(2),
  I8(1),
  U8(1),
  BOOL(1);

  private final int bytes;

  TensorType(int bytes) {
    this.bytes = bytes;
  }

  /** Of one value. */
  int bytes() {
    return bytes;
  }

  /** Whether tensors of it can be weights. */
  boolean floating() {
    return switch (this) {
      case F32, F64, F16, BF16 -> true;
      case I64, U64, I32, U32, I16, U16, I8, U8, BOOL -> false;
    };
  }

  /**
   * @param bytes little-endian, read to their end
   * @throws UnsupportedOperationException for a type that is not {@link #floating}
   */
  float[] decode(ByteBuffer bytes) {
    throw new UnsupportedOperationException("Type (%s) is no type of weights.".formatted(name()));
  }
}
