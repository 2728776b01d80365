package org.epnas.policy.schedule;

import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.trial.Trial;

/**
 * An architecture of the pool.
 *
 * @param trial its latest completed one
 * @param lineageEpochs epochs that its weights were trained for, those of the trials it inherited
 *     from included
 */
public record Elite(Trial trial, int lineageEpochs) {
  public Architecture architecture() {
    return trial.architecture();
  }
}
