package org.epnas.policy.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.TransformationTree;

/** The choices made so far for one adaptation, with the values chosen. */
final class ActionPath {
  private final TransformationTree adaptation;
  private final List<Choice> choices = new ArrayList<>();
  private final List<Integer> values = new ArrayList<>();

  ActionPath(TransformationTree adaptation) {
    this.adaptation = adaptation;
  }

  /** Walks a complete action again. */
  static ActionPath replay(TransformationTree adaptation, List<Integer> action) {
    ActionPath path = new ActionPath(adaptation);
    for (int value : action) {
      path.take(path.next().orElseThrow(() -> notAnAction(action)), value);
    }
    if (path.next().isPresent()) {
      throw notAnAction(action);
    }
    return path;
  }

  private static IllegalArgumentException notAnAction(List<Integer> action) {
    return new IllegalArgumentException(
        "Action %s is not a complete path of its adaptation. Maybe it belongs to another one."
            .formatted(action));
  }

  /** The choice to be made now, or empty when the action is complete. */
  Optional<Choice> next() {
    return adaptation.next(Collections.unmodifiableList(values));
  }

  void take(Choice choice, int value) {
    if (value < 0 || !choice.valid().get(value)) {
      throw new IllegalArgumentException(
          "Value (%s) after %s is not valid; valid are %s. Maybe it belongs to another adaptation."
              .formatted(value, values, choice.valid()));
    }
    choices.add(choice);
    values.add(value);
  }

  int length() {
    return values.size();
  }

  Choice choice(int step) {
    return choices.get(step);
  }

  int value(int step) {
    return values.get(step);
  }

  Decision decision(double logProbability, double entropy) {
    return new Decision(adaptation, values, logProbability, entropy);
  }
}
