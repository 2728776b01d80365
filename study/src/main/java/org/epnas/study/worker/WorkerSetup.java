package org.epnas.study.worker;

import java.nio.file.Path;
import org.epnas.study.config.Evaluation;

/**
 * To the worker, once: what the trials of a search have in common.
 *
 * @param evaluation data, training and device
 * @param seed of the search
 * @param device its place among those that the evaluation names
 * @param parallel searches at the same time, which share the device's threads
 * @param weights folder that the search's weights lie in
 * @param checkpoints folder of half-trained trials
 */
public record WorkerSetup(
    Evaluation.Trained evaluation,
    long seed,
    int device,
    int parallel,
    Path weights,
    Path checkpoints)
    implements Message {
  /** The same for another device. */
  public WorkerSetup withDevice(int newDevice) {
    return new WorkerSetup(evaluation, seed, newDevice, parallel, weights, checkpoints);
  }
}
