package org.epnas.study.worker;

import org.epnas.study.config.Evaluation;
import org.epnas.training.backend.BackendDevice;
import org.epnas.training.data.DataSet;
import org.epnas.training.trainer.ChildEvaluator;
import org.epnas.training.trainer.ExecutionSettings;
import org.epnas.training.weights.CheckpointStore;
import org.epnas.training.weights.WeightStore;

/**
 * What trains the candidates of a search: the same in the search's process as in a worker's, so
 * that the same trials come out.
 *
 * @param parallel searches at the same time, which share the device's threads
 */
public record TrialTraining(Evaluation.Trained evaluation, long seed, int parallel) {
  /** How a device computes. */
  public ExecutionSettings execution(BackendDevice device) {
    return new ExecutionSettings(
        device.device(),
        evaluation.device().precision(),
        Math.max(1, device.device().threads() / (evaluation.trials().workers() * parallel)),
        evaluation.device().mode(),
        seed);
  }

  /**
   * Trains on one device.
   *
   * @param data the full training set
   */
  public ChildEvaluator evaluator(
      BackendDevice device, DataSet data, WeightStore weights, CheckpointStore checkpoints) {
    return new ChildEvaluator(
        device.backend(),
        execution(device),
        evaluation.trials().settings(),
        data,
        weights,
        checkpoints);
  }
}
