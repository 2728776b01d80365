package org.epnas.training.weights;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A training as it stood after an epoch.
 *
 * @param weights of the network
 * @param velocities the momentum, with the names and shapes of the weights
 * @param facts what else is needed to go on, as texts by key
 */
public record Checkpoint(Weights weights, Weights velocities, Map<String, String> facts) {
  /** Takes a copy of the map. */
  public Checkpoint {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }
}
