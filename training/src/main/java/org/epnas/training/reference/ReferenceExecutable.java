package org.epnas.training.reference;

import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.BatchRules;
import org.epnas.training.backend.ClosedExecutableException;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.WeightRules;
import org.epnas.training.weights.Weights;
import org.jspecify.annotations.Nullable;

/** Runs a program op by op. */
final class ReferenceExecutable implements Executable {
  private final Program program;
  private final CompileOptions options;
  private @Nullable Network network;

  ReferenceExecutable(Program program, CompileOptions options) {
    this.program = program;
    this.options = options;
    this.network = new Network(program, options);
  }

  @Override
  public BatchResult train(Batch batch, StepOptions step, long number) {
    Network open = open();
    BatchRules.checkTraining(program, options.batchSize(), batch);
    return open.train(batch, step, number);
  }

  @Override
  public BatchResult evaluate(Batch batch) {
    Network open = open();
    BatchRules.checkEvaluation(program, options.batchSize(), batch);
    return open.evaluate(batch);
  }

  @Override
  public float[] logits(float[] images, int size) {
    Network open = open();
    return open.logits(BatchRules.unlabelled(program, options.batchSize(), images, size));
  }

  @Override
  public Weights weights() {
    return open().parameters().weights();
  }

  @Override
  public void load(Weights weights) {
    Network open = open();
    WeightRules.check(program, weights);
    open.parameters().load(weights);
  }

  @Override
  public long memoryBytes() {
    return network == null ? 0 : network.bytes();
  }

  @Override
  public void close() {
    network = null;
  }

  private Network open() {
    if (network == null) {
      throw new ClosedExecutableException(ReferenceBackend.DEVICE.id());
    }
    return network;
  }
}
