package org.epnas.policy.network;

import java.util.List;
import org.epnas.policy.nn.Buffers;
import org.epnas.policy.nn.LstmRun;

/** The decoder's states at a head's choice points, gathered to one matrix (points, hidden). */
final class DecoderStates {
  private final int hidden;
  private float[] rows = new float[0];
  private float[] gradients = new float[0];

  DecoderStates(int hidden) {
    this.hidden = hidden;
  }

  float[] gather(List<ChoicePoint> points, LstmRun decoder) {
    rows = Buffers.grown(rows, points.size() * hidden);
    for (int row = 0; row < points.size(); row++) {
      System.arraycopy(
          decoder.states(), offset(points.get(row), decoder), rows, row * hidden, hidden);
    }
    return rows;
  }

  float[] rows() {
    return rows;
  }

  /** Zeros (points, hidden) to which the gradients of the rows are added. */
  float[] zeroGradients(List<ChoicePoint> points) {
    gradients = Buffers.zeroed(gradients, points.size() * hidden);
    return gradients;
  }

  /** Adds the gradients of the rows to those of the decoder's states. */
  void scatterGradients(List<ChoicePoint> points, LstmRun decoder) {
    for (int row = 0; row < points.size(); row++) {
      int to = offset(points.get(row), decoder);
      for (int j = 0; j < hidden; j++) {
        decoder.stateGradients()[to + j] += gradients[row * hidden + j];
      }
    }
  }

  private static int offset(ChoicePoint point, LstmRun decoder) {
    return decoder.stateOffset(point.step() + 1, point.element());
  }
}
