package org.epnas.nativecuda.simulated;

/** In which order the blocks of a launch and the threads of a block run between two barriers. */
public enum ThreadOrder {
  ASCENDING,
  DESCENDING,
  /** A new shuffle between any two barriers, from a seed. */
  SHUFFLED
}
