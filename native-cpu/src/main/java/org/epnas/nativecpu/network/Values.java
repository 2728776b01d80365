package org.epnas.nativecpu.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.onednn.Reorder;
import org.epnas.nativecpu.step.PrimitiveStep;
import org.epnas.nativecpu.step.StepList;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;

/** The forward tensors of a program, each in its own layout and in those that its readers want. */
final class Values {
  private final OneDnn dnn;
  private final StepList steps;
  private final Map<Integer, List<View>> versions = new LinkedHashMap<>();

  Values(OneDnn dnn, StepList steps) {
    this.dnn = dnn;
    this.steps = steps;
  }

  /** Says where the op that writes a tensor puts it. */
  void define(int tensor, View view) {
    versions.put(tensor, new ArrayList<>(List.of(view)));
  }

  /** The tensor as it was written. */
  View of(int tensor) {
    return versions(tensor).getFirst();
  }

  /** The tensor in a wanted layout: as it was written where that fits, else reordered once. */
  View of(int tensor, Descriptor wanted, Pass pass) {
    Optional<View> existing =
        versions(tensor).stream().filter(v -> v.descriptor().matches(wanted)).findFirst();
    return existing.orElseGet(() -> reorder(tensor, wanted, pass));
  }

  private View reorder(int tensor, Descriptor wanted, Pass pass) {
    String name = "reorder tensor " + tensor;
    View from = of(tensor);
    View to = View.fresh(name, wanted);
    steps.add(
        pass,
        new PrimitiveStep(name, Reorder.of(dnn, from.descriptor(), wanted))
            .read(Argument.SOURCE, from)
            .write(Argument.DESTINATION, to));
    versions(tensor).add(to);
    return to;
  }

  private List<View> versions(int tensor) {
    List<View> views = versions.get(tensor);
    if (views == null) {
      throw new IllegalStateException("Tensor (" + tensor + ") is read before it is written");
    }
    return views;
  }
}
