package org.epnas.testkit.fake;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.DeviceBatches;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.ResidentExecutable;
import org.epnas.training.weights.Weights;

/**
 * A backend with a planted fault, to see that it is found.
 *
 * @param real does the work
 * @param alteration of the result of every training step on a single batch
 * @param closes whether executables give back what they took
 */
public record AlteredBackend(Backend real, UnaryOperator<BatchResult> alteration, boolean closes)
    implements Backend {
  @Override
  public String name() {
    return real.name();
  }

  @Override
  public List<Device> devices() {
    return real.devices();
  }

  @Override
  public Executable compile(Program program, CompileOptions options) {
    return new Altered(real.compile(program, options));
  }

  private final class Altered implements ResidentExecutable {
    private final Executable executable;

    Altered(Executable executable) {
      this.executable = executable;
    }

    @Override
    public BatchResult train(Batch batch, StepOptions options, long step) {
      return alteration.apply(executable.train(batch, options, step));
    }

    @Override
    public BatchResult evaluate(Batch batch) {
      return executable.evaluate(batch);
    }

    @Override
    public float[] logits(float[] images, int size) {
      return executable.logits(images, size);
    }

    @Override
    public BatchResult train(
        DeviceBatches batches, List<StepOptions> options, long firstStep, BooleanSupplier goOn) {
      return ((ResidentExecutable) executable).train(batches, options, firstStep, goOn);
    }

    @Override
    public BatchResult evaluate(DeviceBatches batches, BooleanSupplier goOn) {
      return ((ResidentExecutable) executable).evaluate(batches, goOn);
    }

    @Override
    public Weights weights() {
      return executable.weights();
    }

    @Override
    public void load(Weights weights) {
      executable.load(weights);
    }

    @Override
    public Weights velocities() {
      return executable.velocities();
    }

    @Override
    public void loadVelocities(Weights velocities) {
      executable.loadVelocities(velocities);
    }

    @Override
    public long memoryBytes() {
      return executable.memoryBytes();
    }

    @Override
    public void close() {
      if (closes) {
        executable.close();
      }
    }
  }
}
