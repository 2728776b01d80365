package org.epnas.training.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.BackendException;
import org.epnas.training.plan.BackwardStep;
import org.epnas.training.plan.BackwardStep.InputGradient;
import org.epnas.training.plan.BackwardStep.Write;
import org.epnas.training.plan.MemoryPlan;
import org.epnas.training.plan.MemoryPlanner;
import org.epnas.training.plan.TrainingSchedule;

/** Activations and their gradients, which share one array by liveness. */
final class Arena {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
  private static final int NONE = -1;

  private final TrainingSchedule schedule;
  private final int batchSize;
  private final MemoryPlanner planner = new MemoryPlanner();

  /** Buffers by tensor. */
  private final List<Integer> activations = new ArrayList<>();

  private final List<Integer> gradients = new ArrayList<>();
  private final MemoryPlan plan;
  private final float[] values;

  Arena(TrainingSchedule schedule, int batchSize) {
    this.schedule = schedule;
    this.batchSize = batchSize;
    addBuffers();
    addSteps();
    this.plan = planner.plan();
    this.values = allocate();
  }

  private void addBuffers() {
    List<TensorShape> tensors = schedule.program().tensors();
    for (int tensor = 0; tensor < tensors.size(); tensor++) {
      long bytes =
          Math.multiplyExact(tensors.get(tensor).elements(), (long) Float.BYTES * batchSize);
      activations.add(planner.buffer("tensor " + tensor, bytes));
      gradients.add(
          schedule.hasGradient(tensor) ? planner.buffer("gradient of " + tensor, bytes) : NONE);
    }
  }

  private void addSteps() {
    Program program = schedule.program();
    planner.step("load", List.of(), List.of(activations.get(Program.INPUT)));
    for (int index : schedule.forward()) {
      Op op = program.ops().get(index);
      planner.step("forward " + index, activations(op.inputs()), activations(List.of(op.output())));
    }
    List<Integer> lossGradient =
        Stream.of(gradients.get(program.logits())).filter(buffer -> buffer != NONE).toList();
    planner.step("loss", activations(List.of(program.logits())), lossGradient);
    schedule.backward().forEach(this::addBackward);
  }

  private void addBackward(BackwardStep step) {
    List<Integer> reads = new ArrayList<>(activations(step.needs()));
    reads.add(gradients.get(schedule.program().ops().get(step.op()).output()));
    List<Integer> writes =
        step.gradients().stream()
            .filter(gradient -> gradient.write() != Write.SKIP)
            .map(InputGradient::tensor)
            .map(gradients::get)
            .toList();
    planner.step("backward " + step.op(), reads, writes);
  }

  private List<Integer> activations(List<Integer> tensors) {
    return tensors.stream().map(activations::get).toList();
  }

  private float[] allocate() {
    long elements = plan.bytes() / Float.BYTES;
    if (elements > LARGEST_ARRAY) {
      throw new BackendException.OutOfMemory(tooLarge());
    }
    try {
      return new float[(int) elements];
    } catch (OutOfMemoryError _) {
      throw new BackendException.OutOfMemory(tooLarge());
    }
  }

  private String tooLarge() {
    return "Program with input (%s) at batch size (%s) needs (%s) MiB for activations, more than one Java array or the heap (%s MiB) holds. Maybe use a smaller batch or network."
        .formatted(
            schedule.program().input(),
            batchSize,
            plan.bytes() >> 20,
            Runtime.getRuntime().maxMemory() >> 20);
  }

  Tensor activation(int tensor) {
    return tensor(activations.get(tensor), tensor);
  }

  /** Empty where the schedule needs none. */
  Optional<Tensor> gradient(int tensor) {
    int buffer = gradients.get(tensor);
    return buffer == NONE ? Optional.empty() : Optional.of(tensor(buffer, tensor));
  }

  private Tensor tensor(int buffer, int tensor) {
    int offset = (int) (plan.offset(buffer) / Float.BYTES);
    return new Tensor(values, offset, schedule.program().tensors().get(tensor));
  }

  MemoryPlan plan() {
    return plan;
  }
}
