package org.epnas.benchmarks.task;

import java.nio.ByteBuffer;
import java.util.Base64;

/** Float arrays as text without blanks, exactly: the base64 form of their big-endian bytes. */
final class FloatText {
  private FloatText() {}

  static String encode(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }

  static float[] decode(String text) {
    byte[] bytes = Base64.getUrlDecoder().decode(text);
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }
}
