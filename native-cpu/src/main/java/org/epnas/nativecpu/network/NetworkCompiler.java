package org.epnas.nativecpu.network;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.kernel.CrossEntropy;
import org.epnas.nativecpu.kernel.FiniteCheck;
import org.epnas.nativecpu.kernel.ImageLoad;
import org.epnas.nativecpu.kernel.ParameterBlock;
import org.epnas.nativecpu.kernel.SgdNesterov;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.Layout;
import org.epnas.nativecpu.onednn.OneDnnException;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.LoopStep;
import org.epnas.nativecpu.step.Step;
import org.epnas.nativecpu.step.Steps;
import org.epnas.nativecpu.step.View;
import org.epnas.training.plan.Pass;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.OpDescription;

/** Adds the steps of a whole program: images, forward, loss, backward, update. */
final class NetworkCompiler {
  private final Construction construction;
  private final Program program;

  NetworkCompiler(Construction construction) {
    this.construction = construction;
    this.program = construction.program();
  }

  /**
   * @param arena scope of argument arrays and entry points
   */
  Steps compile(Arena arena) {
    addImages();
    List<Unit> units = new Units(construction).all();
    units.forEach(this::forward);
    declareUnread();
    addLoss();
    if (trains()) {
      units.reversed().stream()
          .filter(unit -> construction.isDifferentiable(unit.output()))
          .forEach(unit -> explained(unit, unit::backward));
      construction.parameters().sections().forEach(this::addUpdate);
    }
    return construction.steps().bind(construction.dnn(), arena);
  }

  /** A program compiled for a single image only evaluates, for latency. */
  private boolean trains() {
    return construction.batch() > 1;
  }

  private void addImages() {
    View images =
        View.fresh("images", construction.image(DataType.F32, Layout.PLAIN, Program.INPUT));
    long imageBytes = program.input().elements() * Float.BYTES;
    construction.add(
        Pass.BOTH,
        new LoopStep(
            "load images",
            List.of(),
            List.of(images.region()),
            binding ->
                new ImageLoad(construction.state(), binding.segment(images), imageBytes)::run));
    View typed =
        construction.reordered(
            images,
            construction.image(construction.type(), Layout.PLAIN, Program.INPUT),
            Pass.BOTH,
            "images");
    construction.values().define(Program.INPUT, typed);
  }

  private void forward(Unit unit) {
    explained(unit, unit::forward);
    if (construction.options().checked()) {
      addCheck(unit);
    }
  }

  private void addCheck(Unit unit) {
    View value = construction.values().of(unit.output());
    String what =
        OpDescription.of(program, unit.op())
            + " on device (%s)".formatted(construction.options().device().id());
    DataType type = value.descriptor().type();
    construction.add(
        Pass.BOTH,
        new LoopStep(
            construction.name("check", unit.op()),
            List.of(value.region()),
            List.of(),
            binding -> new FiniteCheck(what, binding.segment(value), type)::run));
  }

  /** Parameters of ops on which the logits do not depend keep what was loaded. */
  private void declareUnread() {
    for (int i = 0; i < program.parameters().size(); i++) {
      Parameter parameter = program.parameters().get(i);
      if (!construction.parameters().isDeclared(i)) {
        construction.parameters().declare(i, construction.vector(parameter.elements()));
      }
    }
  }

  /** The logits as the loss reads them: (N, classes) f32, row-major. */
  View logits() {
    int tensor = program.logits();
    return construction
        .values()
        .of(tensor, construction.image(DataType.F32, Layout.PLAIN, tensor), Pass.BOTH);
  }

  private void addLoss() {
    int tensor = program.logits();
    View logits = logits();
    View gradient = View.fresh("gradient of logits", logits.descriptor());
    construction.add(
        Pass.TRAINING,
        new LoopStep(
            "loss",
            List.of(logits.region()),
            List.of(gradient.region()),
            binding -> loss(binding.segment(logits), binding.segment(gradient))::train));
    construction.add(
        Pass.EVALUATION,
        new LoopStep(
            "loss",
            List.of(logits.region()),
            List.of(),
            binding -> loss(binding.segment(logits), binding.segment(logits))::evaluate));
    construction.gradients().contribute(tensor, gradient);
  }

  private CrossEntropy loss(MemorySegment logits, MemorySegment gradient) {
    return new CrossEntropy(construction.state(), logits, gradient, program.classes());
  }

  private void addUpdate(ParameterStore.Section section) {
    if (section.weights().bytes() == 0) {
      return;
    }
    construction.add(
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
    SgdNesterov body = new SgdNesterov(construction.state(), block);
    return construction.team().loop(binding.arena(), body)::run;
  }

  /** Adds op, shapes and device to what oneDNN says. */
  private void explained(Unit unit, Runnable build) {
    try {
      build.run();
    } catch (OneDnnException e) {
      String message =
          OpDescription.failure(program, unit.op(), construction.options(), e.getMessage());
      throw e.isOutOfMemory()
          ? new BackendException.OutOfMemory(message)
          : new BackendException(message, e);
    }
  }
}
