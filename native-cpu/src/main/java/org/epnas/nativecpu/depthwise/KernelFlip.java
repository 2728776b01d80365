package org.epnas.nativecpu.depthwise;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Turns square kernels by 180 degrees. The gradient of a depthwise convolution's input is the
 * convolution of the output's gradient with the turned kernel.
 *
 * @param from (kernels, taps) f32, row-major
 * @param to likewise, overwritten
 */
public record KernelFlip(MemorySegment from, MemorySegment to, int kernels, int taps) {
  public void run() {
    for (int kernel = 0; kernel < kernels; kernel++) {
      for (int tap = 0; tap < taps; tap++) {
        to.setAtIndex(
            ValueLayout.JAVA_FLOAT,
            (long) kernel * taps + tap,
            from.getAtIndex(ValueLayout.JAVA_FLOAT, (long) (kernel + 1) * taps - 1 - tap));
      }
    }
  }
}
