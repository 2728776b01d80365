package org.epnas.nativecuda.network;

import java.util.List;
import org.epnas.kernel.program.Program;
import org.epnas.nativecuda.runtime.CudaException;
import org.epnas.nativecuda.runtime.Geometry;
import org.epnas.nativecuda.runtime.Kernel;
import org.epnas.nativecuda.runtime.KernelArguments;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.OpDescription;
import org.epnas.training.plan.Pass;

/** Adds the steps of a whole program: images, forward, loss, backward, update. */
final class NetworkCompiler {
  private final Construction construction;

  NetworkCompiler(Construction construction) {
    this.construction = construction;
  }

  /**
   * @param images (N, C, H, W) f32, filled before a step
   * @param labels (N) i32, filled before a step
   */
  LossStep compile(Buffer images, Buffer labels) {
    addImages(images, labels);
    List<Unit> units = Units.of(construction);
    units.forEach(this::forward);
    LossStep loss = new LossStep(construction, labels);
    loss.add();
    if (construction.batch() > 1) {
      units.reversed().stream()
          .filter(unit -> construction.gradients().isNeeded(unit.output()))
          .forEach(unit -> explained(unit, unit::backward));
      addUpdate();
    }
    return loss;
  }

  private void addImages(Buffer images, Buffer labels) {
    construction.steps().add(Pass.BOTH, "load", List.of(), List.of(images, labels), () -> {});
    if (construction.values().of(Program.INPUT) != images) {
      addRounding(images);
    }
    construction.steps().endInput();
  }

  private void addRounding(Buffer images) {
    Buffer value = construction.values().of(Program.INPUT);
    int size = construction.values().elements(Program.INPUT);
    construction.add(
        Pass.BOTH,
        "round images",
        List.of(images),
        List.of(value),
        construction.launcher().kernel("cast", "nchw_f32_to_nhwc_bf16"),
        Geometry.flat(size),
        () ->
            new KernelArguments()
                .pointer(images.address())
                .pointer(value.address())
                .i32(
                    construction.program().input().channels(),
                    construction.area(Program.INPUT),
                    size));
  }

  private void forward(Unit unit) {
    explained(unit, unit::forward);
    if (construction.options().checked()) {
      addCheck(unit);
    }
  }

  private void addCheck(Unit unit) {
    Buffer value = construction.values().of(unit.output());
    int size = construction.values().elements(unit.output());
    Kernel kernel =
        construction
            .launcher()
            .flat("reduce", "find_non_finite", construction.values().type(unit.output()));
    construction.add(
        Pass.BOTH,
        construction.name("check", unit.op()),
        List.of(value),
        List.of(),
        kernel,
        Geometry.flat(size),
        () ->
            new KernelArguments()
                .pointer(value.address())
                .pointer(construction.control().check(unit.op()))
                .i32(size));
  }

  private void addUpdate() {
    ParameterStore parameters = construction.parameters();
    if (parameters.trained() == 0) {
      return;
    }
    construction.add(
        Pass.TRAINING,
        "update",
        List.of(),
        List.of(),
        construction.launcher().kernel("sgd", "sgd_nesterov"),
        Geometry.flat(parameters.trained()),
        () ->
            new KernelArguments()
                .pointer(parameters.weights().address())
                .pointer(parameters.velocities().address())
                .pointer(parameters.gradients().address())
                .pointer(construction.control().rates())
                .pointer(parameters.hasCopies() ? parameters.copies().address() : 0)
                .i32(parameters.decayed(), parameters.trained()));
  }

  /** Adds op, shapes and device to what a library says. */
  private void explained(Unit unit, Runnable build) {
    try {
      build.run();
    } catch (CudaException e) {
      throw new BackendException(
          OpDescription.failure(
              construction.program(), unit.op(), construction.options(), e.getMessage()),
          e);
    }
  }
}
