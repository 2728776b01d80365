package org.epnas.training.plan;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;

/**
 * The order of one training step: the ops of {@code forward}, softmax cross-entropy (which writes
 * the gradient of the logits), the steps of {@code backward}, then the update of the parameters in
 * {@code trained}. Evaluation runs {@code forward} alone.
 *
 * <p>Ops on which the logits do not depend are left out, and their parameters stay as they are.
 *
 * @param program what is scheduled
 * @param forward indices of the ops to run, in order
 * @param backward in order, from the op that writes the logits to the first one with a gradient
 * @param trained indices of the parameters that get a gradient, ascending
 */
public record TrainingSchedule(
    Program program, List<Integer> forward, List<BackwardStep> backward, List<Integer> trained) {
  public TrainingSchedule {
    forward = List.copyOf(forward);
    backward = List.copyOf(backward);
    trained = List.copyOf(trained);
  }

  /** Derives the schedule from the order of the program's ops, which is kept. */
  public static TrainingSchedule of(Program program) {
    List<Integer> forward = live(program);
    GradientFlow flow = new GradientFlow(program, forward);
    List<BackwardStep> backward = flow.steps();
    Set<Integer> trained = new TreeSet<>();
    backward.forEach(step -> trained.addAll(flow.trained(program.ops().get(step.op()))));
    return new TrainingSchedule(program, forward, backward, List.copyOf(trained));
  }

  /**
   * The ops that read a tensor, in forward order; an op that reads it twice comes twice. A tensor
   * with one reader may be fused into it.
   */
  public List<Integer> readers(int tensor) {
    return forward.stream()
        .flatMap(op ->
            program.ops().get(op).inputs().stream()
                .filter(input -> input == tensor)
                .map(input -> op))
        .toList();
  }

  /** Whether the backward pass computes the gradient of this tensor. */
  public boolean hasGradient(int tensor) {
    return backward.stream().anyMatch(step -> program.ops().get(step.op()).output() == tensor);
  }

  private static List<Integer> live(Program program) {
    List<Op> ops = program.ops();
    boolean[] needed = new boolean[program.tensors().size()];
    needed[program.logits()] = true;
    for (Op op : ops.reversed()) {
      if (needed[op.output()]) {
        op.inputs().forEach(input -> needed[input] = true);
      }
    }
    return IntStream.range(0, ops.size())
        .filter(index -> needed[ops.get(index).output()])
        .boxed()
        .toList();
  }
}
