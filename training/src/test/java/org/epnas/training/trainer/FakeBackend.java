package org.epnas.training.trainer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.IntFunction;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Executable;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.weights.Weights;

/** Computes nothing: gives the scripted result of each step and remembers what it was asked. */
final class FakeBackend implements Backend {
  final List<CompileOptions> compiled = new ArrayList<>();
  final List<Executable.StepOptions> options = new ArrayList<>();
  final List<Long> steps = new ArrayList<>();
  final List<Integer> evaluated = new ArrayList<>();
  int open;
  private final IntFunction<Executable.BatchResult> script;

  /**
   * @param script result of the n-th training step, from 0; may throw
   */
  FakeBackend(IntFunction<Executable.BatchResult> script) {
    this.script = script;
  }

  static FakeBackend steady() {
    return new FakeBackend(step -> new Executable.BatchResult(0.5, 10));
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public List<Device> devices() {
    return List.of(ReferenceBackend.DEVICE);
  }

  @Override
  public Executable compile(Program program, CompileOptions compileOptions) {
    compiled.add(compileOptions);
    open++;
    return new Scripted();
  }

  private final class Scripted implements Executable {
    private Weights weights = new Weights(new LinkedHashMap<>());
    private Weights velocities = new Weights(new LinkedHashMap<>());

    @Override
    public BatchResult train(Batch batch, StepOptions stepOptions, long step) {
      options.add(stepOptions);
      steps.add(step);
      return script.apply(options.size() - 1);
    }

    @Override
    public BatchResult evaluate(Batch batch) {
      evaluated.add(batch.size());
      return new BatchResult(1, batch.size() / 2);
    }

    @Override
    public float[] logits(float[] images, int size) {
      throw new UnsupportedOperationException("computes nothing");
    }

    @Override
    public Weights weights() {
      return weights;
    }

    @Override
    public void load(Weights newWeights) {
      weights = newWeights;
      velocities = new Weights(new LinkedHashMap<>());
    }

    @Override
    public Weights velocities() {
      return velocities;
    }

    @Override
    public void loadVelocities(Weights newVelocities) {
      velocities = newVelocities;
    }

    @Override
    public long memoryBytes() {
      return 0;
    }

    @Override
    public void close() {
      open--;
    }
  }
}
