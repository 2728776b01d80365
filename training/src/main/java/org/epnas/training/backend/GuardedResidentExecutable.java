package org.epnas.training.backend;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend.CompileOptions;

/** As {@link GuardedExecutable}, for a device that makes batches itself. */
public final class GuardedResidentExecutable extends GuardedExecutable
    implements ResidentExecutable {
  /**
   * What a backend writes: does what {@link ResidentExecutable} says and need not check anything.
   */
  public interface Raw extends GuardedExecutable.Raw {
    BatchResult train(
        DeviceBatches batches, List<StepOptions> steps, long firstStep, BooleanSupplier goOn);

    BatchResult evaluate(DeviceBatches batches, BooleanSupplier goOn);
  }

  private final Raw raw;

  /**
   * @param raw owned: closed with this
   * @param options that it was compiled with
   */
  public GuardedResidentExecutable(Raw raw, Program program, CompileOptions options) {
    super(raw, program, options);
    this.raw = raw;
  }

  @Override
  public BatchResult train(
      DeviceBatches batches, List<StepOptions> steps, long firstStep, BooleanSupplier goOn) {
    requireOpen();
    BatchRules.checkTraining(program(), batchSize(), batches);
    return raw.train(batches, steps, firstStep, goOn);
  }

  @Override
  public BatchResult evaluate(DeviceBatches batches, BooleanSupplier goOn) {
    requireOpen();
    BatchRules.checkEvaluation(program(), batchSize(), batches);
    return raw.evaluate(batches, goOn);
  }
}
