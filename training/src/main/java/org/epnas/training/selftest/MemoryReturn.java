package org.epnas.training.selftest;

import java.util.List;
import java.util.function.LongSupplier;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.data.DataSet;

/**
 * Whether a device's memory is free again after candidates were compiled, trained and closed, one
 * after another.
 *
 * @param candidates of each round
 * @param rounds that were counted
 * @param freeBefore bytes that were free before the last round
 * @param freeAfter bytes that were free after it
 */
public record MemoryReturn(int candidates, int rounds, long freeBefore, long freeAfter) {
  /** The first steps of a network are queued, recorded and repeated. */
  private static final int STEPS = 3;

  /** Another process may take memory at any time, but hardly in every round. */
  private static final int MOST_ROUNDS = 3;

  /**
   * Trains all candidates once uncounted, because libraries load the code that they need at its
   * first use and keep it; then again until a round ends with as much free memory as it began with.
   * What is leaked is missing after every round.
   *
   * @param freeBytes of the device's memory
   */
  public static MemoryReturn measure(
      Backend backend,
      List<Program> candidates,
      CompileOptions options,
      DataSet images,
      LongSupplier freeBytes) {
    round(backend, candidates, options, images);
    MemoryReturn result;
    int rounds = 0;
    do {
      long before = freeBytes.getAsLong();
      round(backend, candidates, options, images);
      rounds++;
      result = new MemoryReturn(candidates.size(), rounds, before, freeBytes.getAsLong());
    } while (result.leakedBytes() > 0 && rounds < MOST_ROUNDS);
    return result;
  }

  private static void round(
      Backend backend, List<Program> candidates, CompileOptions options, DataSet images) {
    for (Program candidate : candidates) {
      try (ResidentTraining training = new ResidentTraining(backend, candidate, options, images)) {
        var _ = training.train(STEPS);
      }
    }
  }

  /** Bytes that did not come back; 0 if all did. */
  public long leakedBytes() {
    return Math.max(0, freeBefore - freeAfter);
  }
}
