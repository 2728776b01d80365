package org.epnas.nativecpu.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.training.backend.BackendException;

/**
 * Fails if a tensor has a NaN or an infinity.
 *
 * @param what the tensor, for the message
 */
public record FiniteCheck(String what, MemorySegment values, DataType type) {
  /** Exponent bits of bf16, which are those of f32's upper half: all set in NaN and infinity. */
  private static final int EXPONENT = 0x7F80;

  public void run() {
    long elements = values.byteSize() / type.bytes();
    for (long i = 0; i < elements; i++) {
      if ((upperHalf(i) & EXPONENT) == EXPONENT) {
        throw new BackendException(
            "%s gave a value that is not finite. Maybe use --precision fp32 or a larger --batch-size, or look for it in the weights and images."
                .formatted(what));
      }
    }
  }

  private int upperHalf(long index) {
    return switch (type) {
      case F32 -> values.getAtIndex(ValueLayout.JAVA_INT, index) >>> Short.SIZE;
      case BF16 -> values.getAtIndex(ValueLayout.JAVA_SHORT, index);
    };
  }
}
