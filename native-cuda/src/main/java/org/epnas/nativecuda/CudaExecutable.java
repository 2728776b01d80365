package org.epnas.nativecuda;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.epnas.kernel.program.Program;
import org.epnas.nativecuda.network.Network;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.BatchRules;
import org.epnas.training.backend.ClosedExecutableException;
import org.epnas.training.backend.DeviceBatches;
import org.epnas.training.backend.ResidentExecutable;
import org.epnas.training.backend.WeightRules;
import org.epnas.training.weights.Weights;

/** A program compiled by {@link CudaBackend}. */
final class CudaExecutable implements ResidentExecutable {
  private final Program program;
  private final CompileOptions options;
  private final Network network;
  private boolean closed;

  CudaExecutable(Program program, CompileOptions options, Network network) {
    this.program = program;
    this.options = options;
    this.network = network;
  }

  @Override
  public BatchResult train(Batch batch, StepOptions step, long number) {
    requireOpen();
    BatchRules.checkTraining(program, options.batchSize(), batch);
    return network.train(batch, step, number);
  }

  @Override
  public BatchResult evaluate(Batch batch) {
    requireOpen();
    BatchRules.checkEvaluation(program, options.batchSize(), batch);
    return network.evaluate(batch);
  }

  @Override
  public float[] logits(float[] images, int size) {
    requireOpen();
    return network.logits(BatchRules.unlabelled(program, options.batchSize(), images, size));
  }

  @Override
  public BatchResult train(
      DeviceBatches batches, List<StepOptions> steps, long firstStep, BooleanSupplier goOn) {
    requireOpen();
    BatchRules.checkTraining(program, options.batchSize(), batches);
    return network.train(batches, steps, firstStep, goOn);
  }

  @Override
  public BatchResult evaluate(DeviceBatches batches, BooleanSupplier goOn) {
    requireOpen();
    BatchRules.checkEvaluation(program, options.batchSize(), batches);
    return network.evaluate(batches, goOn);
  }

  @Override
  public Weights weights() {
    requireOpen();
    return network.weights();
  }

  @Override
  public void load(Weights weights) {
    requireOpen();
    WeightRules.check(program, weights);
    network.load(weights);
  }

  @Override
  public long memoryBytes() {
    return closed ? 0 : network.memoryBytes();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      network.close();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new ClosedExecutableException(options.device().id());
    }
  }
}
