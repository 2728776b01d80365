package org.epnas.training.backend;

import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.weights.Weights;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@link Executable} around a backend's own code: nothing runs after closing, no batch
 * and no weights reach the device that do not fit the program, and closing twice is closing once.
 */
public class GuardedExecutable implements Executable {
  /**
   * What a backend writes: does what {@link Executable} says and need not check anything. It is not
   * used after it was closed, and closed once.
   */
  public interface Raw extends AutoCloseable {
    BatchResult train(Batch batch, StepOptions step, long number);

    BatchResult evaluate(Batch batch);

    /**
     * (N, classes), row-major.
     *
     * @param unlabelled all its labels are 0 and do not count
     */
    float[] logits(Batch unlabelled);

    Weights weights();

    void load(Weights weights);

    Weights velocities();

    void loadVelocities(Weights velocities);

    long memoryBytes();

    @Override
    void close();
  }

  private final Program program;
  private final CompileOptions options;
  private @Nullable Raw raw;

  /**
   * @param raw owned: closed with this
   * @param options that it was compiled with
   */
  public GuardedExecutable(Raw raw, Program program, CompileOptions options) {
    this.program = program;
    this.options = options;
    this.raw = raw;
  }

  @Override
  public final BatchResult train(Batch batch, StepOptions step, long number) {
    requireTrainable(batch);
    return open().train(batch, step, number);
  }

  @Override
  public final BatchResult evaluate(Batch batch) {
    Raw open = open();
    BatchRules.checkEvaluation(program, options.batchSize(), batch);
    return open.evaluate(batch);
  }

  @Override
  public final float[] logits(float[] images, int size) {
    Raw open = open();
    return open.logits(BatchRules.unlabelled(program, options.batchSize(), images, size));
  }

  @Override
  public final Weights weights() {
    return open().weights();
  }

  @Override
  public final void load(Weights weights) {
    Raw open = open();
    WeightRules.check(program, weights);
    open.load(weights);
  }

  @Override
  public final Weights velocities() {
    return open().velocities();
  }

  @Override
  public final void loadVelocities(Weights velocities) {
    Raw open = open();
    WeightRules.check(program, velocities);
    open.loadVelocities(velocities);
  }

  @Override
  public final long memoryBytes() {
    return raw == null ? 0 : raw.memoryBytes();
  }

  @Override
  public final void close() {
    Raw open = raw;
    raw = null;
    if (open != null) {
      open.close();
    }
  }

  /**
   * For further ways to train.
   *
   * @throws ClosedExecutableException if this is closed
   * @throws IllegalArgumentException if the batch does not fit the program
   */
  protected final void requireTrainable(Batch batch) {
    var _ = open();
    BatchRules.checkTraining(program, options.batchSize(), batch);
  }

  final Program program() {
    return program;
  }

  final int batchSize() {
    return options.batchSize();
  }

  /**
   * @throws ClosedExecutableException if this is closed
   */
  private Raw open() {
    if (raw == null) {
      throw new ClosedExecutableException(options.device().id());
    }
    return raw;
  }

  /** As {@link #open}, for what does not need it. */
  final void requireOpen() {
    var _ = open();
  }
}
