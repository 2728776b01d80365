package org.epnas.nativecpu.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Copies the images of a batch into native memory and zeroes the rest.
 *
 * @param images (batch size, C, H, W) f32, row-major
 * @param imageBytes of one image
 */
public record ImageLoad(StepState state, MemorySegment images, long imageBytes) {
  public void run() {
    float[] values = state.batch().images();
    long bytes = state.batch().size() * imageBytes;
    MemorySegment.copy(
        values, 0, images, ValueLayout.JAVA_FLOAT, 0, Math.toIntExact(bytes / Float.BYTES));
    if (bytes < images.byteSize()) {
      images.asSlice(bytes).fill((byte) 0);
    }
  }
}
