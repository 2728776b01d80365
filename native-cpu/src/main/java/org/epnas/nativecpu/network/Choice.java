package org.epnas.nativecpu.network;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.epnas.nativecpu.onednn.PrimitiveDescriptor;

/**
 * Takes the first generated kernel, else a matrix product, else a plain loop. oneDNN always finds
 * some implementation for a layout, but for some it is a plain loop, a hundred times slower than
 * what it has for another layout (for example 244 ms against 3 ms); a reorder on each side is cheap
 * beside that.
 */
final class Choice {
  private Choice() {}

  /**
   * @param candidates in order of preference
   * @return the first of the fastest kind that exists
   */
  static Optional<PrimitiveDescriptor> firstFast(
      List<Supplier<Optional<PrimitiveDescriptor>>> candidates) {
    Optional<PrimitiveDescriptor> best = Optional.empty();
    for (Supplier<Optional<PrimitiveDescriptor>> candidate : candidates) {
      Optional<PrimitiveDescriptor> found = candidate.get();
      if (found.isPresent()
          && (best.isEmpty() || found.get().speed().compareTo(best.get().speed()) < 0)) {
        best = found;
      }
      if (best.isPresent() && !best.get().isSlow()) {
        return best;
      }
    }
    return best;
  }
}
