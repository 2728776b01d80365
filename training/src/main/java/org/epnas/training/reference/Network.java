package org.epnas.training.reference;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.GuardedExecutable;
import org.epnas.training.plan.BackwardStep;
import org.epnas.training.plan.BackwardStep.InputGradient;
import org.epnas.training.plan.BackwardStep.Write;
import org.epnas.training.plan.TrainingSchedule;
import org.epnas.training.reference.BoundOp.BatchPass;
import org.epnas.training.weights.Weights;

/** A program bound to memory, and the steps through it. */
final class Network implements GuardedExecutable.Raw {
  private final Program program;
  private final TrainingSchedule schedule;
  private final Parameters parameters;
  private final Arena arena;
  private final SoftmaxCrossEntropy loss;

  /** By index. */
  private final List<BoundOp> ops;

  Network(Program program, CompileOptions options) {
    this.program = program;
    this.schedule = TrainingSchedule.of(program);
    this.parameters = new Parameters(schedule);
    this.arena = new Arena(schedule, options.batchSize());
    this.loss = new SoftmaxCrossEntropy(arena.activation(program.logits()));
    OpBinder binder = new OpBinder(schedule, arena, parameters, options);
    this.ops = IntStream.range(0, program.ops().size()).mapToObj(binder::bind).toList();
  }

  @Override
  public BatchResult train(Batch batch, StepOptions step, long number) {
    BatchPass pass = new BatchPass(batch.size(), true, number);
    forward(batch, pass);
    double smoothing = step.labelSmoothing();
    BatchResult result = loss.evaluate(batch.labels(), batch.size(), smoothing);
    arena
        .gradient(program.logits())
        .ifPresent(dz -> loss.backward(batch.labels(), batch.size(), smoothing, dz));
    schedule.backward().forEach(backward -> backward(backward, pass));
    parameters.update(step);
    return result;
  }

  @Override
  public BatchResult evaluate(Batch batch) {
    forward(batch, new BatchPass(batch.size(), false, 0));
    return loss.evaluate(batch.labels(), batch.size(), 0);
  }

  /** (N, classes), row-major; labels are not read. */
  @Override
  public float[] logits(Batch batch) {
    forward(batch, new BatchPass(batch.size(), false, 0));
    return loss.logits(batch.size());
  }

  private void forward(Batch batch, BatchPass pass) {
    Tensor image = arena.activation(Program.INPUT);
    System.arraycopy(batch.images(), 0, image.values(), image.offset(), image.size(batch.size()));
    schedule.forward().forEach(index -> ops.get(index).forward(pass));
  }

  private void backward(BackwardStep step, BatchPass pass) {
    for (InputGradient gradient : step.gradients()) {
      if (gradient.write() == Write.OVERWRITE) {
        clear(arena.gradient(gradient.tensor()).orElseThrow(), pass);
      }
    }
    ops.get(step.op()).backward(pass);
  }

  /** Ops add to gradients, so that one that is read more than once needs no second buffer. */
  private static void clear(Tensor gradient, BatchPass pass) {
    int end = gradient.offset() + gradient.size(pass.images());
    Arrays.fill(gradient.values(), gradient.offset(), end, 0);
  }

  @Override
  public Weights weights() {
    return parameters.weights();
  }

  @Override
  public void load(Weights weights) {
    parameters.load(weights);
  }

  @Override
  public Weights velocities() {
    return parameters.velocities();
  }

  @Override
  public void loadVelocities(Weights velocities) {
    parameters.loadVelocities(velocities);
  }

  /** Bytes of the arrays that grow with the program. */
  @Override
  public long memoryBytes() {
    long kept = ops.stream().mapToLong(BoundOp::bytes).sum();
    return arena.plan().bytes() + parameters.bytes() + kept;
  }

  /** Nothing to give back: arrays are the garbage collector's. */
  @Override
  public void close() {}
}
