package org.epnas.nativecpu.step;

/** Something to compute, with all addresses known. Allocates nothing. */
@FunctionalInterface
public interface Step {
  void run();
}
