package org.epnas.nativecuda.network;

import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.epnas.training.backend.DeviceBatches;
import org.epnas.training.backend.DeviceBatches.BatchRange;
import org.epnas.training.backend.Executable.StepOptions;
import org.jspecify.annotations.Nullable;

/** Training and evaluation on batches that the device makes itself, all queued without a wait. */
final class ResidentPasses implements AutoCloseable {
  /** Evaluation has no hyper-parameters. */
  private static final StepOptions NONE = new StepOptions(0, 0, 0, 0);

  private final CompileContext context;
  private final DataSets dataSets;
  private final Buffer labels;
  private final LossStep loss;
  private @Nullable ResidentRun training;
  private @Nullable ResidentRun evaluation;

  ResidentPasses(CompileContext context, DataSets dataSets, Buffer labels, LossStep loss) {
    this.context = context;
    this.dataSets = dataSets;
    this.labels = labels;
    this.loss = loss;
  }

  /**
   * Queues one training step per batch.
   *
   * @return images of the steps that were queued
   */
  int train(
      DeviceBatches batches, List<StepOptions> options, long firstStep, BooleanSupplier goOn) {
    training = fitting(training, batches, context.steps()::train);
    training.begin(batches, options, firstStep);
    int images = 0;
    for (BatchRange range : batches.ranges()) {
      if (!goOn.getAsBoolean()) {
        break;
      }
      training.step();
      images += range.size();
    }
    return images;
  }

  /**
   * Queues one forward pass per batch.
   *
   * @return images of the batches that were queued
   */
  int evaluate(DeviceBatches batches, BooleanSupplier goOn) {
    evaluation = fitting(evaluation, batches, context.steps()::evaluate);
    evaluation.begin(batches, Collections.nCopies(batches.ranges().size(), NONE), 0);
    int images = 0;
    for (BatchRange range : batches.ranges()) {
      if (!goOn.getAsBoolean()) {
        break;
      }
      evaluation.step();
      loss.evaluate(range.size());
      images += range.size();
    }
    return images;
  }

  /** The run so far where it can go on; else it is closed for a new one. */
  private ResidentRun fitting(@Nullable ResidentRun run, DeviceBatches batches, Runnable pass) {
    if (run != null && run.fits(batches)) {
      return run;
    }
    if (run != null) {
      run.close();
    }
    return ResidentRun.of(context, dataSets, batches, labels, pass);
  }

  long bytes() {
    return bytes(training) + bytes(evaluation);
  }

  private static long bytes(@Nullable ResidentRun run) {
    return run == null ? 0 : run.bytes();
  }

  @Override
  public void close() {
    for (ResidentRun run : new ResidentRun[] {training, evaluation}) {
      if (run != null) {
        run.close();
      }
    }
    training = null;
    evaluation = null;
  }
}
