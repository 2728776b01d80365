package org.epnas.policy.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.epnas.policy.nn.MaskedSoftmax;

/**
 * Evaluates one batch of known actions with the current parameters: all steps of all actions at
 * once.
 */
final class ActionScorer {
  private final ActionDecoder decoder;
  private final List<WeightedDecision> decisions;
  private final List<ActionPath> paths;
  private final SortedMap<Integer, List<ChoicePoint>> pointsByHead;

  /** Runs the decoder over the batch. */
  ActionScorer(ActionDecoder decoder, List<WeightedDecision> decisions) {
    this.decoder = decoder;
    this.decisions = decisions;
    List<Decision> actions = decisions.stream().map(WeightedDecision::decision).toList();
    paths =
        actions.stream()
            .map(action -> ActionPath.replay(action.adaptation(), action.action()))
            .toList();
    int[] lengths = paths.stream().mapToInt(ActionPath::length).toArray();
    int longest = paths.stream().mapToInt(ActionPath::length).max().orElse(0);
    decoder.begin(actions.stream().map(Decision::adaptation).toList(), longest, lengths);
    pointsByHead = ActionDecoder.byHead(feed());
    decoder.forward();
  }

  private List<ChoicePoint> feed() {
    List<ChoicePoint> points = new ArrayList<>();
    for (int element = 0; element < paths.size(); element++) {
      ActionPath path = paths.get(element);
      for (int step = 0; step < path.length(); step++) {
        decoder.feedback().feed(decoder.run(), step, element, path);
        points.add(new ChoicePoint(element, step, path.choice(step)));
      }
    }
    return points;
  }

  /** The sum of the decisions' terms. */
  double objective() {
    double objective = 0;
    for (var entry : pointsByHead.entrySet()) {
      objective += objective(decoder.head(entry.getKey()), entry.getValue());
    }
    return objective;
  }

  /** As {@link #objective}, and adds its gradients. */
  double backward() {
    decoder.zeroGradients();
    double objective = 0;
    for (var entry : pointsByHead.entrySet()) {
      ChoiceHead head = decoder.head(entry.getKey());
      objective += objective(head, entry.getValue());
      head.backward(entry.getValue(), decoder.run());
    }
    decoder.backward();
    return objective;
  }

  /** Sums one head's terms and leaves their gradients in place of its logits. */
  private double objective(ChoiceHead head, List<ChoicePoint> points) {
    float[] rows = head.logits(points, decoder.run());
    double objective = 0;
    for (int i = 0; i < points.size(); i++) {
      objective += objective(points.get(i), head.values(points.get(i)), rows, i * head.width());
    }
    return objective;
  }

  private double objective(ChoicePoint point, int values, float[] rows, int offset) {
    WeightedDecision term = decisions.get(point.element());
    int value = paths.get(point.element()).value(point.step());
    var valid = point.choice().valid();
    MaskedSoftmax.forward(rows, offset, values, valid);
    double objective =
        term.coefficient() * rows[offset + value]
            + term.entropyCoefficient() * MaskedSoftmax.entropy(rows, offset, valid);
    MaskedSoftmax.backward(
        rows, offset, values, valid, value, term.coefficient(), term.entropyCoefficient());
    return objective;
  }
}
