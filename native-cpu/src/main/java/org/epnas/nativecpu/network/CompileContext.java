package org.epnas.nativecpu.network;

import java.util.Optional;
import java.util.function.Supplier;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.loop.StepState;
import org.epnas.nativecpu.onednn.Argument;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.Layout;
import org.epnas.nativecpu.onednn.OneDnn;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;
import org.epnas.nativecpu.onednn.Reorder;
import org.epnas.nativecpu.openmp.Team;
import org.epnas.nativecpu.slice.Slices;
import org.epnas.nativecpu.step.PlannedStep;
import org.epnas.nativecpu.step.PrimitiveStep;
import org.epnas.nativecpu.step.StepList;
import org.epnas.nativecpu.step.View;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.OpDescription;
import org.epnas.training.plan.Pass;
import org.epnas.training.plan.TrainingSchedule;

/**
 * A network under construction: what the emitters share.
 *
 * @param type element type of activations and of the weights that convolutions read
 * @param layout of image tensors, unless an op needs another one
 * @param slices in which sliced steps go through the batch
 */
record CompileContext(
    OneDnn dnn,
    Program program,
    TrainingSchedule schedule,
    CompileOptions options,
    DataType type,
    Layout layout,
    Team team,
    Slices slices,
    SliceForms forms,
    StepState state,
    StepList steps,
    Values values,
    Gradients gradients,
    ParameterStore parameters,
    WinogradBuffers winograd) {

  /** The program's layout of a tensor. */
  Descriptor activation(int tensor) {
    return image(type, layout, tensor);
  }

  /** A tensor of the program, with the batch as first dimension. */
  Descriptor image(DataType elementType, Layout order, int tensor) {
    TensorShape shape = program.tensors().get(tensor);
    return dnn.descriptor(
        elementType, order, batch(), shape.channels(), shape.height(), shape.width());
  }

  /** A vector of f32 values, for example one per channel. */
  Descriptor vector(long length) {
    return dnn.descriptor(DataType.F32, Layout.PLAIN, length);
  }

  int batch() {
    return options.batchSize();
  }

  /** Whether the gradient of a tensor is needed. */
  boolean isDifferentiable(int tensor) {
    return schedule.hasGradient(tensor);
  }

  void add(Pass pass, PlannedStep step) {
    steps.add(pass, step);
  }

  /**
   * Adds a step that goes through the batch slice by slice, where it can.
   *
   * @param ofSlice the same operation on the images of one slice
   */
  void add(Pass pass, PrimitiveStep step, Supplier<Optional<PrimitiveDescriptor>> ofSlice) {
    steps.add(pass, forms.of(step, ofSlice));
  }

  /**
   * A step of an op, without arguments yet.
   *
   * @param action for example {@code forward}
   */
  PrimitiveStep step(String action, int op, PrimitiveDescriptor descriptor) {
    return new PrimitiveStep(name(action, op), descriptor);
  }

  /** For example {@code forward Convolution of (stem), op 0}. */
  String name(String action, int op) {
    return OpDescription.step(action, program, op);
  }

  /** The tensor itself where it has the wanted layout, else a reordered copy. */
  View reordered(View from, Descriptor wanted, Pass pass, String name) {
    if (from.descriptor().matches(wanted)) {
      return from;
    }
    View to = View.fresh(name, wanted);
    reorder(from, to, pass, name);
    return to;
  }

  void reorder(View from, View to, Pass pass, String name) {
    add(pass, reordering(from, to, name));
  }

  /** As {@link #reorder}, of tensors with the batch as first dimension. */
  void reorderImages(View from, View to, Pass pass, String name) {
    add(pass, reordering(from, to, name), () -> forms.reorder(from.descriptor(), to.descriptor()));
  }

  private PrimitiveStep reordering(View from, View to, String name) {
    return new PrimitiveStep("reorder " + name, Reorder.of(dnn, from.descriptor(), to.descriptor()))
        .read(Argument.SOURCE, from)
        .write(Argument.DESTINATION, to);
  }
}
