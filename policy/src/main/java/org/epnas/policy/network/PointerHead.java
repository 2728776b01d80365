package org.epnas.policy.network;

import java.util.List;
import org.epnas.policy.nn.Buffers;
import org.epnas.policy.nn.LstmRun;
import org.epnas.policy.nn.PointerAttention;

/** Logits of a choice among the tokens: attention of the decoder's state to the encoder's. */
final class PointerHead implements ChoiceHead {
  private final PointerAttention attention;
  private final SharedEncoding encoding;
  private final DecoderStates states;
  private float[] logits = new float[0];
  private int width;

  PointerHead(PointerAttention attention, SharedEncoding encoding) {
    this.attention = attention;
    this.encoding = encoding;
    states = new DecoderStates(encoding.hidden());
  }

  @Override
  public float[] logits(List<ChoicePoint> points, LstmRun decoder) {
    width = points.stream().mapToInt(this::values).max().orElse(0);
    logits = Buffers.grown(logits, points.size() * width);
    attention.project(points.size(), states.gather(points, decoder));
    for (int row = 0; row < points.size(); row++) {
      ChoicePoint point = points.get(row);
      attention.scores(
          row,
          encoding.states(),
          encoding.offset(point.element(), 0),
          encoding.stride(),
          values(point),
          logits,
          row * width);
    }
    return logits;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int values(ChoicePoint point) {
    return encoding.positions(point.element());
  }

  @Override
  public void backward(List<ChoicePoint> points, LstmRun decoder) {
    for (int row = 0; row < points.size(); row++) {
      ChoicePoint point = points.get(row);
      attention.scoresBackward(
          row,
          encoding.states(),
          encoding.offset(point.element(), 0),
          encoding.stride(),
          values(point),
          logits,
          row * width,
          encoding.stateGradients());
    }
    attention.projectBackward(points.size(), states.rows(), states.zeroGradients(points));
    states.scatterGradients(points, decoder);
  }
}
