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
  private final CompileContext context;

  NetworkCompiler(CompileContext context) {
    this.context = context;
  }

  /**
   * @param images (N, C, H, W) f32, filled before a step
   * @param labels (N) i32, filled before a step
   */
  LossStep compile(Buffer images, Buffer labels) {
    addImages(images, labels);
    List<Emitter> emitters = Emitters.of(context);
    emitters.forEach(this::forward);
    LossStep loss = new LossStep(context, labels);
    loss.add();
    if (context.batch() > 1) {
      emitters.reversed().stream()
          .filter(emitter -> context.gradients().isNeeded(emitter.output()))
          .forEach(emitter -> explained(emitter, emitter::backward));
      addUpdate();
    }
    return loss;
  }

  private void addImages(Buffer images, Buffer labels) {
    context.steps().add(Pass.BOTH, "load", List.of(), List.of(images, labels), () -> {});
    if (context.values().of(Program.INPUT) != images) {
      addRounding(images);
    }
    context.steps().endInput();
  }

  private void addRounding(Buffer images) {
    Buffer value = context.values().of(Program.INPUT);
    int size = context.values().elements(Program.INPUT);
    context.add(
        Pass.BOTH,
        "round images",
        List.of(images),
        List.of(value),
        context.launcher().kernel("cast", "nchw_f32_to_nhwc_bf16"),
        Geometry.flat(size),
        () ->
            new KernelArguments()
                .pointer(images.address())
                .pointer(value.address())
                .i32(context.program().input().channels(), context.area(Program.INPUT), size));
  }

  private void forward(Emitter emitter) {
    explained(emitter, emitter::forward);
    if (context.options().checked()) {
      addCheck(emitter);
    }
  }

  private void addCheck(Emitter emitter) {
    Buffer value = context.values().of(emitter.output());
    int size = context.values().elements(emitter.output());
    Kernel kernel =
        context
            .launcher()
            .flat("reduce", "find_non_finite", context.values().type(emitter.output()));
    context.add(
        Pass.BOTH,
        context.name("check", emitter.op()),
        List.of(value),
        List.of(),
        kernel,
        Geometry.flat(size),
        () ->
            new KernelArguments()
                .pointer(value.address())
                .pointer(context.control().check(emitter.op()))
                .i32(size));
  }

  private void addUpdate() {
    ParameterStore parameters = context.parameters();
    if (parameters.trained() == 0) {
      return;
    }
    context.add(
        Pass.TRAINING,
        "update",
        List.of(),
        List.of(),
        context.launcher().kernel("sgd", "sgd_nesterov"),
        Geometry.flat(parameters.trained()),
        () ->
            new KernelArguments()
                .pointer(parameters.weights().address())
                .pointer(parameters.velocities().address())
                .pointer(parameters.gradients().address())
                .pointer(context.control().rates())
                .pointer(parameters.hasCopies() ? parameters.copies().address() : 0)
                .i32(parameters.decayed(), parameters.trained()));
  }

  /** Adds op, shapes and device to what a library says. */
  private void explained(Emitter emitter, Runnable build) {
    try {
      build.run();
    } catch (CudaException e) {
      throw new BackendException(
          OpDescription.failure(context.program(), emitter.op(), context.options(), e), e);
    }
  }
}
