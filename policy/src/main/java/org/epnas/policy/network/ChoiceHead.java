package org.epnas.policy.network;

import java.util.List;
import org.epnas.policy.nn.LstmRun;

/** Turns states of the decoder into logits of the choices of one kind. */
sealed interface ChoiceHead permits CategoricalHead, PointerHead {
  /**
   * Logits (points, {@link #width}), one row per point, of which the first {@link #values} count;
   * overwritten by the next call.
   *
   * @param points all of this head's kind
   */
  float[] logits(List<ChoicePoint> points, LstmRun decoder);

  /** Row length of the last logits. */
  int width();

  /** How many values there are to choose from at a point. */
  int values(ChoicePoint point);

  /**
   * Adds to the gradients of the parameters, of the decoder's states and of whatever else the
   * logits depend on, given the gradients of the logits in the array that held them.
   */
  void backward(List<ChoicePoint> points, LstmRun decoder);
}
