package org.epnas.nativecpu.network;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.loop.CrossEntropy;
import org.epnas.nativecpu.loop.FiniteCheck;
import org.epnas.nativecpu.loop.ImageLoad;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Layout;
import org.epnas.nativecpu.onednn.OneDnnException;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.LoopStep;
import org.epnas.nativecpu.step.Step;
import org.epnas.nativecpu.step.Steps;
import org.epnas.nativecpu.step.View;
import org.epnas.nativecpu.update.ParameterBlock;
import org.epnas.nativecpu.update.SgdNesterov;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.OpDescription;
import org.epnas.training.plan.Pass;

/** Adds the steps of a whole program: images, forward, loss, backward, update. */
final class NetworkCompiler {
  private final CompileContext context;
  private final Program program;

  NetworkCompiler(CompileContext context) {
    this.context = context;
    this.program = context.program();
  }

  /**
   * @param arena scope of argument arrays and entry points
   */
  Steps compile(Arena arena) {
    addImages();
    List<Emitter> emitters = new Emitters(context).all();
    emitters.forEach(this::forward);
    declareUnread();
    addLoss();
    if (trains()) {
      emitters.reversed().stream()
          .filter(emitter -> context.isDifferentiable(emitter.output()))
          .forEach(emitter -> explained(emitter, emitter::backward));
      context.parameters().sections().forEach(this::addUpdate);
    }
    return context.steps().bind(context.dnn(), arena);
  }

  /** A program compiled for a single image only evaluates, for latency. */
  private boolean trains() {
    return context.batch() > 1;
  }

  private void addImages() {
    View images = View.fresh("images", context.image(DataType.F32, Layout.PLAIN, Program.INPUT));
    long imageBytes = program.input().elements() * Float.BYTES;
    context.add(
        Pass.BOTH,
        new LoopStep(
            "load images",
            List.of(),
            List.of(images.region()),
            binding -> new ImageLoad(context.state(), binding.segment(images), imageBytes)::run));
    View typed =
        context.reordered(
            images,
            context.image(context.type(), Layout.PLAIN, Program.INPUT),
            Pass.BOTH,
            "images");
    context.values().define(Program.INPUT, typed);
  }

  private void forward(Emitter emitter) {
    explained(emitter, emitter::forward);
    if (context.options().checked()) {
      addCheck(emitter);
    }
  }

  private void addCheck(Emitter emitter) {
    View value = context.values().of(emitter.output());
    String what =
        OpDescription.of(program, emitter.op())
            + " on device (%s)".formatted(context.options().device().id());
    DataType type = value.descriptor().type();
    context.add(
        Pass.BOTH,
        new LoopStep(
            context.name("check", emitter.op()),
            List.of(value.region()),
            List.of(),
            binding -> new FiniteCheck(what, binding.segment(value), type)::run));
  }

  /** Parameters of ops on which the logits do not depend keep what was loaded. */
  private void declareUnread() {
    for (int i = 0; i < program.parameters().size(); i++) {
      Parameter parameter = program.parameters().get(i);
      if (!context.parameters().isDeclared(i)) {
        context.parameters().declare(i, context.vector(parameter.elements()));
      }
    }
  }

  /** The logits as the loss reads them: (N, classes) f32, row-major. */
  View logits() {
    int tensor = program.logits();
    return context
        .values()
        .of(tensor, context.image(DataType.F32, Layout.PLAIN, tensor), Pass.BOTH);
  }

  private void addLoss() {
    int tensor = program.logits();
    View logits = logits();
    View gradient = View.fresh("gradient of logits", logits.descriptor());
    context.add(
        Pass.TRAINING,
        new LoopStep(
            "loss",
            List.of(logits.region()),
            List.of(gradient.region()),
            binding -> loss(binding.segment(logits), binding.segment(gradient))::train));
    context.add(
        Pass.EVALUATION,
        new LoopStep(
            "loss",
            List.of(logits.region()),
            List.of(),
            binding -> loss(binding.segment(logits), binding.segment(logits))::evaluate));
    context.gradients().contribute(tensor, gradient);
  }

  private CrossEntropy loss(MemorySegment logits, MemorySegment gradient) {
    return new CrossEntropy(context.state(), logits, gradient, program.classes());
  }

  private void addUpdate(ParameterStore.Section section) {
    if (section.weights().bytes() == 0) {
      return;
    }
    context.add(
        Pass.TRAINING,
        new LoopStep(
            "update " + section.weights().name(),
            List.of(section.weights(), section.gradients(), section.velocities()),
            List.of(section.weights(), section.velocities()),
            binding -> update(binding, section)));
  }

  private Step update(Binding binding, ParameterStore.Section section) {
    ParameterBlock block =
        new ParameterBlock(
            binding.segment(section.weights()),
            binding.segment(section.gradients()),
            binding.segment(section.velocities()),
            section.decayed());
    SgdNesterov body = new SgdNesterov(context.state(), block);
    return context.team().loop(binding.arena(), body)::run;
  }

  /** Adds op, shapes and device to what oneDNN says. */
  private void explained(Emitter emitter, Runnable build) {
    try {
      build.run();
    } catch (OneDnnException e) {
      String message = OpDescription.failure(program, emitter.op(), context.options(), e);
      throw e.isOutOfMemory()
          ? new BackendException.OutOfMemory(message)
          : new BackendException(message, e);
    }
  }
}
