package org.epnas.nativecuda;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.epnas.kernel.program.Program;
import org.epnas.nativecuda.network.Network;
import org.epnas.training.backend.BatchRules;
import org.epnas.training.backend.DeviceBatches;
import org.epnas.training.backend.ResidentExecutable;
import org.epnas.training.backend.WeightRules;
import org.epnas.training.weights.Weights;

/** A program compiled by {@link CudaBackend}. */
final class CudaExecutable implements ResidentExecutable {
  private final Program program;
  private final int batchSize;
  private final Network network;
  private boolean closed;

  CudaExecutable(Program program, int batchSize, Network network) {
    this.program = program;
    this.batchSize = batchSize;
    this.network = network;
  }

  @Override
  public BatchResult train(Batch batch, StepOptions options, long step) {
    requireOpen();
    BatchRules.checkTraining(program, batchSize, batch);
    return network.train(batch, options, step);
  }

  @Override
  public BatchResult evaluate(Batch batch) {
    requireOpen();
    BatchRules.checkEvaluation(program, batchSize, batch);
    return network.evaluate(batch);
  }

  @Override
  public BatchResult train(
      DeviceBatches batches, List<StepOptions> options, long firstStep, BooleanSupplier goOn) {
    requireOpen();
    BatchRules.checkTraining(program, batchSize, batches);
    return network.train(batches, options, firstStep, goOn);
  }

  @Override
  public BatchResult evaluate(DeviceBatches batches, BooleanSupplier goOn) {
    requireOpen();
    BatchRules.checkEvaluation(program, batchSize, batches);
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
      throw new IllegalStateException("Executable was closed. Compile the program again.");
    }
  }
}
