package org.epnas.training.backend;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * An executable whose device keeps data sets and makes batches itself: many steps at one call,
 * without a copy or a wait between them. Gives what the calls for single batches give.
 */
public interface ResidentExecutable extends Executable {
  /**
   * One training step per batch.
   *
   * @param batches each of exactly {@code batchSize} images
   * @param options of each step
   * @param firstStep number of the first step
   * @param goOn asked before each step is queued; no further one is queued after a no
   * @return mean loss and correct predictions over the steps that were done; 0 of both for none
   */
  BatchResult train(
      DeviceBatches batches, List<StepOptions> options, long firstStep, BooleanSupplier goOn);

  /**
   * Forward in evaluation mode.
   *
   * @param batches each of at most {@code batchSize} images
   * @param goOn asked before each batch is queued; no further one is queued after a no
   * @return mean loss and correct predictions over the images that were seen
   */
  BatchResult evaluate(DeviceBatches batches, BooleanSupplier goOn);
}
