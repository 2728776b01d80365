package org.epnas.nativecuda.network;

import java.util.List;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.nativecuda.library.AlgorithmChoice;
import org.epnas.nativecuda.library.Blas;
import org.epnas.nativecuda.library.Dnn;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.Kernel;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.OpDescription;
import org.epnas.training.plan.Fusion;
import org.epnas.training.plan.Pass;
import org.epnas.training.plan.TrainingSchedule;

/**
 * What emitters are built with.
 *
 * @param choices of cuDNN's algorithms, in the order in which they are made
 */
record CompileContext(
    TrainingSchedule schedule,
    Fusion fusion,
    CompileOptions options,
    TensorFormat format,
    Launcher launcher,
    Dnn dnn,
    Blas blas,
    Scope scope,
    StepList steps,
    Values values,
    Gradients gradients,
    ParameterStore parameters,
    Control control,
    List<AlgorithmChoice> choices) {
  Program program() {
    return schedule.program();
  }

  Op op(int index) {
    return program().ops().get(index);
  }

  TensorShape shape(int tensor) {
    return program().tensors().get(tensor);
  }

  /** Pixels of one image. */
  int area(int tensor) {
    return shape(tensor).height() * shape(tensor).width();
  }

  int batch() {
    return options.batchSize();
  }

  /** For example {@code forward Convolution of (stem), op 0}. */
  String name(String action, int op) {
    return OpDescription.step(action, program(), op);
  }

  /** Scratch space of f32 values. */
  Buffer scratch(String name, long values) {
    return new Buffer(name, values * Float.BYTES);
  }

  /** Adds a step of one launch. */
  void add(
      Pass pass,
      String name,
      List<Buffer> reads,
      List<Buffer> writes,
      Kernel kernel,
      Geometry geometry,
      Arguments arguments) {
    steps.add(
        pass,
        name,
        reads,
        writes,
        () -> kernel.launch(launcher.stream(), geometry, arguments.make()));
  }

  /** Makes a kernel's arguments once all addresses are known. */
  interface Arguments {
    KernelArguments make();
  }
}
