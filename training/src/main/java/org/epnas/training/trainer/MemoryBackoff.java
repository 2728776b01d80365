package org.epnas.training.trainer;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.SortedMap;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.trial.Metric;
import org.epnas.training.backend.BackendException.OutOfMemory;
import org.epnas.training.trainer.DeviceOccupancy.Permit;

/**
 * Trains a candidate again where a device's memory did not suffice, with less demand each time:
 *
 * <ol>
 *   <li>If others were on the device meanwhile: alone, and from then on one fewer at a time may be
 *       on the device. This changes no result.
 *   <li>If it was alone: with half the batch, again and again down to {@link #SMALLEST_BATCH}. The
 *       learning rate shrinks in proportion ({@link TrialSettings#withBatchSize}).
 *   <li>Else it is out of memory for good.
 * </ol>
 *
 * <p>A batch shrinks for one trial, not for later ones, and only while nothing else of the search
 * is on the device. So a candidate's batch size depends on the candidate, the settings and the
 * memory that the device has free for the search, and not on what ran before or beside it: the same
 * seed and the same memory give the same trials. Waiting counts as the trial's time.
 *
 * <p>One for each device. Thread-safe.
 */
final class MemoryBackoff {
  /**
   * Below, the statistics of batch normalisation are too noisy for a fair comparison: the error of
   * ResNet-50 on ImageNet rises by 0.1 points from 32 images to 16, and by 1.2 to 8 (Wu and He
   * 2018, arXiv 1803.08494, table 2).
   */
  static final int SMALLEST_BATCH = 16;

  private static final Logger LOG = System.getLogger(MemoryBackoff.class.getName());

  private final String device;
  private final DeviceOccupancy occupancy = new DeviceOccupancy();

  /**
   * @param device its id, for messages
   */
  MemoryBackoff(String device) {
    this.device = device;
  }

  /** One training from the start. */
  @FunctionalInterface
  interface Attempt {
    /**
     * Frees what it took, however it ends.
     *
     * @return metrics, which may be changed
     * @throws OutOfMemory if the device has not enough memory for it at present
     */
    SortedMap<String, Double> run(int batchSize);
  }

  /**
   * Metrics of the first attempt that the memory suffices for, with what it took to find it: {@link
   * Metric#BATCH_SIZE}, and {@link Metric#MEMORY_RETRIES} where there were any.
   *
   * @throws OutOfMemory if no attempt fits
   * @throws TrainingFailedException if an attempt fails otherwise, or the signal says stop
   */
  SortedMap<String, Double> run(Assignment assignment, int batchSize, Attempt attempt) {
    int next;
    try (Permit permit = occupancy.enter(assignment.stop())) {
      try {
        return described(attempt.run(batchSize), batchSize, 0);
      } catch (OutOfMemory e) {
        next = afterFirst(permit, assignment, batchSize, e);
      }
    }
    return alone(assignment, next, attempt);
  }

  private SortedMap<String, Double> alone(Assignment assignment, int batchSize, Attempt attempt) {
    int size = batchSize;
    try (Permit _ = occupancy.enterAlone(assignment.stop())) {
      for (int retries = 1; ; retries++) {
        try {
          return described(attempt.run(size), size, retries);
        } catch (OutOfMemory e) {
          size = smaller(assignment, size, e);
        }
      }
    }
  }

  /** The batch size to go on with alone. */
  private int afterFirst(Permit permit, Assignment assignment, int batchSize, OutOfMemory e) {
    int others = permit.most() - 1;
    if (others == 0) {
      return smaller(assignment, batchSize, e);
    }
    boolean fewer = occupancy.limitTo(others);
    LOG.log(
        fewer ? Level.WARNING : Level.INFO,
        "Trial (%s) ran out of memory beside others on device (%s), which takes at most (%s) at a time from now on. It is trained again alone. %s"
            .formatted(assignment.trialId(), device, others, e.getMessage()));
    return batchSize;
  }

  private int smaller(Assignment assignment, int batchSize, OutOfMemory e) {
    if (batchSize <= SMALLEST_BATCH) {
      throw new OutOfMemory(
          "%s It had the device for itself, and batches below (%s) are not tried."
              .formatted(e.getMessage(), SMALLEST_BATCH));
    }
    int next = Math.max(SMALLEST_BATCH, batchSize / 2);
    LOG.log(
        Level.WARNING,
        "Trial (%s) does not fit the memory of device (%s) with batches of (%s). It is trained with batches of (%s) and a learning rate smaller in proportion. %s"
            .formatted(assignment.trialId(), device, batchSize, next, e.getMessage()));
    return next;
  }

  private static SortedMap<String, Double> described(
      SortedMap<String, Double> metrics, int batchSize, int retries) {
    metrics.put(Metric.BATCH_SIZE, (double) batchSize);
    if (retries > 0) {
      metrics.put(Metric.MEMORY_RETRIES, (double) retries);
    }
    return metrics;
  }
}
