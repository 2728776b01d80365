package org.epnas.nativecpu.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Sums over the rows of a matrix.
 *
 * @param rows (rowCount, columns) f32, row-major
 * @param sums (columns), overwritten
 */
public record BiasGradient(MemorySegment rows, MemorySegment sums, int rowCount, int columns) {
  public void run() {
    for (int column = 0; column < columns; column++) {
      double sum = 0;
      for (int row = 0; row < rowCount; row++) {
        sum += rows.getAtIndex(ValueLayout.JAVA_FLOAT, (long) row * columns + column);
      }
      sums.setAtIndex(ValueLayout.JAVA_FLOAT, column, (float) sum);
    }
  }
}
