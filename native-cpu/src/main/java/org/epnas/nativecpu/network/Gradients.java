package org.epnas.nativecpu.network;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.Combination;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.onednn.Reorder;
import org.epnas.nativecpu.step.PrimitiveStep;
import org.epnas.nativecpu.step.StepList;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of a program's tensors, in the layouts of the tensors. An op that hands its
 * gradient on unchanged (an addition) shares the memory; a tensor with several readers gets the
 * sum, into memory that nobody else needs where there is some.
 */
final class Gradients {
  /** Memory of a gradient and how many tensors' gradient it is at the moment. */
  private static final class Shared {
    final View view;
    int holders = 1;

    Shared(View view) {
      this.view = view;
    }
  }

  private final OneDnn dnn;
  private final SliceForms forms;
  private final StepList steps;
  private final Values values;
  private final Map<Integer, Shared> gradients = new LinkedHashMap<>();

  Gradients(OneDnn dnn, SliceForms forms, StepList steps, Values values) {
    this.dnn = dnn;
    this.forms = forms;
    this.steps = steps;
    this.values = values;
  }

  /** The gradient of a tensor: the sum of what its readers contributed. */
  View of(int tensor) {
    return shared(tensor).view;
  }

  /** Whether the gradient's memory may be overwritten, because no other tensor's is there. */
  boolean isExclusive(int tensor) {
    return shared(tensor).holders == 1;
  }

  /** Memory for one contribution to the gradient of a tensor, in the tensor's layout. */
  View fresh(int tensor) {
    return View.fresh("gradient of tensor " + tensor, values.of(tensor).descriptor());
  }

  /**
   * Where a contribution to the gradient of a tensor may be added in place: what is there already,
   * if no other tensor's gradient is it too.
   */
  Optional<View> sum(int tensor) {
    return Optional.ofNullable(gradients.get(tensor))
        .filter(existing -> existing.holders == 1)
        .map(existing -> existing.view);
  }

  /** Adds what was written to memory of its own; reordered where the layout is not the tensor's. */
  void contribute(int tensor, View contribution) {
    View view = contribution;
    if (!view.descriptor().matches(values.of(tensor).descriptor())) {
      view = fresh(tensor);
      reorder(contribution, view);
    }
    merge(tensor, new Shared(view));
  }

  /** Adds the gradient of one tensor to that of another one, which has the same layout. */
  void pass(int from, int to) {
    Shared gradient = shared(from);
    if (!gradient.view.descriptor().matches(values.of(to).descriptor())) {
      contribute(to, gradient.view);
      return;
    }
    gradient.holders++;
    merge(to, gradient);
  }

  /** Puts memory of its own in the place of a tensor's gradient: the same, or fresh. */
  void replace(int tensor, View view) {
    if (!view.equals(of(tensor))) {
      release(tensor);
      gradients.put(tensor, new Shared(view));
    }
  }

  /** Says that the gradient of a tensor was used for the last time. */
  void release(int tensor) {
    shared(tensor).holders--;
    gradients.remove(tensor);
  }

  private void merge(int tensor, Shared incoming) {
    @Nullable Shared existing = gradients.get(tensor);
    gradients.put(tensor, existing == null ? incoming : sum(tensor, existing, incoming));
  }

  private Shared sum(int tensor, Shared first, Shared second) {
    Shared result;
    if (first.holders == 1) {
      result = first;
    } else if (second.holders == 1) {
      result = second;
    } else {
      result = new Shared(fresh(tensor));
    }
    addSum(first.view, second.view, result.view);
    first.holders--;
    second.holders--;
    result.holders = 1;
    return result;
  }

  private void addSum(View first, View second, View result) {
    PrimitiveStep step =
        new PrimitiveStep("sum of gradients", Combination.SUM.of(dnn, result.descriptor()))
            .read(Argument.SOURCE, first)
            .read(Argument.SOURCE_1, second)
            .write(Argument.DESTINATION, result);
    steps.add(
        Pass.TRAINING,
        forms.of(
            step, () -> Optional.of(Combination.SUM.of(dnn, forms.slice(result.descriptor())))));
  }

  private void reorder(View from, View to) {
    steps.add(
        Pass.TRAINING,
        new PrimitiveStep("reorder gradient", Reorder.of(dnn, from.descriptor(), to.descriptor()))
            .read(Argument.SOURCE, from)
            .write(Argument.DESTINATION, to));
  }

  private Shared shared(int tensor) {
    Shared gradient = gradients.get(tensor);
    if (gradient == null) {
      throw new IllegalStateException("Tensor (" + tensor + ") has no gradient");
    }
    return gradient;
  }
}
