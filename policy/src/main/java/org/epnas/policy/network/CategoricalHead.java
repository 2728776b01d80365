package org.epnas.policy.network;

import java.util.List;
import org.epnas.policy.nn.Buffers;
import org.epnas.policy.nn.Linear;
import org.epnas.policy.nn.LstmRun;

/** Logits of a categorical choice: a linear layer on the decoder's state. */
final class CategoricalHead implements ChoiceHead {
  private final Linear linear;
  private final DecoderStates states;
  private float[] logits = new float[0];

  CategoricalHead(Linear linear) {
    this.linear = linear;
    states = new DecoderStates(linear.inputs());
  }

  @Override
  public float[] logits(List<ChoicePoint> points, LstmRun decoder) {
    logits = Buffers.grown(logits, points.size() * width());
    linear.forward(points.size(), states.gather(points, decoder), logits);
    return logits;
  }

  @Override
  public int width() {
    return linear.outputs();
  }

  @Override
  public int values(ChoicePoint point) {
    return linear.outputs();
  }

  @Override
  public void backward(List<ChoicePoint> points, LstmRun decoder) {
    linear.backward(points.size(), states.rows(), logits, states.zeroGradients(points));
    states.scatterGradients(points, decoder);
  }
}
