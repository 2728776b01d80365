package org.epnas.nativecpu.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.kernel.BatchStatistics;
import org.epnas.nativecpu.kernel.Clip;
import org.epnas.nativecpu.kernel.NormBackward;
import org.epnas.nativecpu.kernel.NormForward;
import org.epnas.nativecpu.kernel.NormShape;
import org.epnas.nativecpu.step.Binding;
import org.epnas.nativecpu.step.LoopStep;
import org.epnas.nativecpu.step.Region;
import org.epnas.nativecpu.step.Step;
import org.epnas.nativecpu.step.View;
import org.epnas.nativecpu.step.When;
import org.jspecify.annotations.Nullable;

/**
 * Batch normalisation by our own loops, together with an addition and an activation behind it, in
 * either order, where nobody else reads what lies between: memory is passed over once for what
 * would be three ops.
 */
final class FusedNormUnit implements Unit {
  /**
   * What runs with the normalisation.
   *
   * @param added the tensor that is added, if any
   * @param addedLast whether it is added behind the activation
   * @param clip the activation
   */
  record Tail(OptionalInt added, boolean addedLast, Clip clip) {}

  private final Construction construction;
  private final int index;
  private final Op.BatchNorm op;
  private final Tail tail;
  private final int output;
  private final NormStatistics statistics;
  private final NormShape shape;

  /**
   * @param output the tensor that the last of the ops writes
   */
  FusedNormUnit(Construction construction, int index, Op.BatchNorm op, Tail tail, int output) {
    this.construction = construction;
    this.index = index;
    this.op = op;
    this.tail = tail;
    this.output = output;
    this.statistics = new NormStatistics(construction, index, op);
    TensorShape x = construction.program().tensors().get(op.input());
    this.shape = new NormShape(construction.batch(), x.channels(), x.height() * x.width());
  }

  /** Whether the loops can work on the program's tensors. */
  static boolean supports(Construction construction, Op.BatchNorm op) {
    return NormShape.supports(
        construction.type(), construction.activation(op.input()).pixelOrder());
  }

  @Override
  public int op() {
    return index;
  }

  @Override
  public int output() {
    return output;
  }

  @Override
  public void forward() {
    statistics.declareParameters();
    View x = construction.values().of(op.input());
    Optional<View> other =
        tail.added().stream()
            .mapToObj(tensor -> construction.values().of(tensor, x.descriptor(), When.ALWAYS))
            .findFirst();
    View y = View.fresh(construction.name("output of", index), x.descriptor());
    construction.values().define(output, y);
    List<Region> inputs = new ArrayList<>(List.of(x.region(), statistics.scale().region()));
    other.ifPresent(view -> inputs.add(view.region()));
    construction.add(
        When.TRAINING,
        new LoopStep(
            construction.name("forward", index),
            inputs,
            List.of(y.region(), statistics.mean().region(), statistics.variance().region()),
            binding -> {
              NormForward forward = forward(binding, x, other, y);
              BatchStatistics batch = statistics.batch(binding);
              return () -> forward.train(batch);
            }));
    statistics.addSteps();
    inputs.add(statistics.runningMean().region());
    construction.add(
        When.EVALUATION,
        new LoopStep(
            construction.name("evaluate", index),
            inputs,
            List.of(y.region()),
            binding -> {
              NormForward forward = forward(binding, x, other, y);
              BatchStatistics running = statistics.running(binding);
              return () -> forward.evaluate(running);
            }));
  }

  private NormForward forward(Binding binding, View x, Optional<View> other, View y) {
    NormForward.Operands operands =
        new NormForward.Operands(
            binding.segment(x),
            other.map(binding::segment).orElse(null),
            tail.addedLast(),
            binding.segment(y),
            binding.segment(statistics.scale()),
            binding.segment(statistics.shift()));
    return new NormForward(shape, operands, tail.clip(), construction.team(), binding.arena());
  }

  @Override
  public void backward() {
    boolean masksSum =
        tail.added().isPresent() && !tail.addedLast() && !tail.clip().equals(Clip.NONE);
    boolean wanted = construction.isDifferentiable(op.input());
    View dy = construction.gradients().of(output);
    boolean exclusive = construction.gradients().isExclusive(output);
    View g = !masksSum || exclusive ? dy : construction.gradients().fresh(output);
    boolean inPlace = tail.added().isEmpty() && exclusive;
    View dx = inPlace ? dy : construction.gradients().fresh(op.input());
    addBackward(dy, g, wanted ? dx : null, masksSum);
    if (masksSum) {
      construction.gradients().replace(output, g);
    }
    tail.added().stream()
        .filter(construction::isDifferentiable)
        .forEach(tensor -> construction.gradients().pass(output, tensor));
    construction.gradients().release(output);
    if (wanted) {
      construction.gradients().contribute(op.input(), dx);
    }
  }

  private void addBackward(View dy, View g, @Nullable View dx, boolean masksSum) {
    View x = construction.values().of(op.input());
    @Nullable View y = masksSum ? construction.values().of(output) : null;
    List<Region> reads =
        new ArrayList<>(
            List.of(
                x.region(),
                dy.region(),
                statistics.mean().region(),
                statistics.variance().region(),
                statistics.scale().region()));
    List<Region> writes = new ArrayList<>(List.of(statistics.scaleGradient().region()));
    if (y != null) {
      reads.add(y.region());
      writes.add(g.region());
    }
    if (dx != null) {
      writes.add(dx.region());
    }
    construction.add(
        When.TRAINING,
        new LoopStep(
            construction.name("backward", index),
            reads,
            writes,
            binding -> bindBackward(binding, x, y, dy, g, dx)));
  }

  private Step bindBackward(
      Binding binding, View x, @Nullable View y, View dy, View g, @Nullable View dx) {
    NormBackward.Operands operands =
        new NormBackward.Operands(
            binding.segment(x),
            y == null ? null : binding.segment(y),
            binding.segment(dy),
            binding.segment(g),
            dx == null ? null : binding.segment(dx),
            binding.segment(statistics.scale()),
            binding.segment(statistics.shift()),
            binding.segment(statistics.scaleGradient()),
            binding.segment(statistics.shiftGradient()));
    NormBackward backward =
        new NormBackward(shape, operands, tail.clip(), construction.team(), binding.arena());
    BatchStatistics batch = statistics.batch(binding);
    return () -> backward.run(batch);
  }
}
