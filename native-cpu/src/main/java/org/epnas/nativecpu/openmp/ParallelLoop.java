package org.epnas.nativecpu.openmp;

/** A loop cut into a fixed number of parts, so that its results do not depend on scheduling. */
public interface ParallelLoop {
  /** Runs all parts and returns when they are done. Allocates nothing. */
  void run();

  /** One part of a loop. Parts run at the same time and must not write the same memory. */
  @FunctionalInterface
  interface Body {
    /**
     * @param part from 0
     * @param parts number of parts
     */
    void run(int part, int parts);
  }
}
