package org.epnas.nativecpu.update;

import java.lang.foreign.MemorySegment;
import org.epnas.training.plan.MemoryPlan;

/**
 * Parameters that lie one after another, each on its own cache lines; all f32.
 *
 * @param weights updated
 * @param gradients read
 * @param velocities of the momentum, updated
 * @param decayed whether weight decay applies
 */
public record ParameterBlock(
    MemorySegment weights, MemorySegment gradients, MemorySegment velocities, boolean decayed) {
  /** Where a part begins, in bytes: on a cache line. */
  long boundary(int part, int parts) {
    long lines = weights.byteSize() / MemoryPlan.ALIGNMENT;
    return lines * part / parts * MemoryPlan.ALIGNMENT;
  }
}
