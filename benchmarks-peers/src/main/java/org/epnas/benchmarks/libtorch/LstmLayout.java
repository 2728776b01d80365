package org.epnas.benchmarks.libtorch;

import static org.epnas.benchmarks.task.LstmTask.GATES;
import static org.epnas.benchmarks.task.LstmTask.HIDDEN;

/**
 * Between our matrices, (rows, 4 hidden) with gates input, forget, output, candidate, and
 * libtorch's, (4 hidden, rows) with gates input, forget, candidate, output.
 */
final class LstmLayout {
  /** Our gate in the place of each of libtorch's; it is its own inverse. */
  private static final int[] GATE = {0, 1, 3, 2};

  private LstmLayout() {}

  static float[] toLibtorch(float[] ours, int rows) {
    float[] theirs = new float[ours.length];
    for (int column = 0; column < GATES * HIDDEN; column++) {
      for (int row = 0; row < rows; row++) {
        theirs[column * rows + row] = ours[row * GATES * HIDDEN + swapped(column)];
      }
    }
    return theirs;
  }

  static float[] fromLibtorch(float[] theirs, int rows) {
    float[] ours = new float[theirs.length];
    for (int column = 0; column < GATES * HIDDEN; column++) {
      for (int row = 0; row < rows; row++) {
        ours[row * GATES * HIDDEN + swapped(column)] = theirs[column * rows + row];
      }
    }
    return ours;
  }

  private static int swapped(int column) {
    return GATE[column / HIDDEN] * HIDDEN + column % HIDDEN;
  }
}
