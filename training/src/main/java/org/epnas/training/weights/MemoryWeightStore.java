package org.epnas.training.weights;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Keeps weights in memory, up to a number of bytes: those that were not used for longest are
 * dropped first. Weights that are larger than the bound on their own are not kept.
 */
public final class MemoryWeightStore implements WeightStore {
  private final long maxBytes;
  private final SequencedMap<Integer, Weights> kept = new LinkedHashMap<>();
  private long bytes;

  /**
   * @param maxBytes of all weights together
   */
  public MemoryWeightStore(long maxBytes) {
    if (maxBytes < 0) {
      throw new IllegalArgumentException(
          "Bound (%s bytes) of a weight store must not be negative.".formatted(maxBytes));
    }
    this.maxBytes = maxBytes;
  }

  @Override
  public synchronized void put(int trial, Weights weights) {
    remove(trial);
    if (weights.bytes() > maxBytes) {
      return;
    }
    kept.putLast(trial, weights);
    bytes += weights.bytes();
    while (bytes > maxBytes) {
      bytes -= kept.pollFirstEntry().getValue().bytes();
    }
  }

  @Override
  public synchronized Optional<Weights> get(int trial) {
    Weights weights = kept.get(trial);
    if (weights != null) {
      kept.putLast(trial, weights);
    }
    return Optional.ofNullable(weights);
  }

  /** Bytes of all weights kept, at fp32. */
  public synchronized long bytes() {
    return bytes;
  }

  private void remove(int trial) {
    Weights old = kept.remove(trial);
    if (old != null) {
      bytes -= old.bytes();
    }
  }
}
