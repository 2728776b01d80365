package org.epnas.kernel.constraint;

import org.epnas.kernel.architecture.Architecture;

/** Measures how long one image takes on the run's device. Thread-safe. */
@FunctionalInterface
public interface LatencyMeter {
  /** Median wall time of a forward pass at batch 1 after warm-up, in milliseconds. */
  double milliseconds(Architecture architecture);
}
