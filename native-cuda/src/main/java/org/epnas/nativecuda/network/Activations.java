package org.epnas.nativecuda.network;

import java.util.SequencedMap;
import org.epnas.nativecuda.runtime.DeviceMemory;
import org.epnas.training.plan.MemoryPlanner;

/** Memory for everything that lives within a step. */
final class Activations {
  private Activations() {}

  /** One arena, in which buffers share memory that are not alive at the same time. */
  static void share(StepList steps, Scope scope) {
    SequencedMap<Buffer, Long> offsets = steps.offsets(new MemoryPlanner());
    long bytes =
        offsets.entrySet().stream()
            .mapToLong(entry -> entry.getValue() + entry.getKey().bytes())
            .max()
            .orElse(0);
    DeviceMemory arena = scope.allocate(bytes);
    offsets.forEach((buffer, offset) -> buffer.bind(arena.address() + offset));
  }

  /**
   * A block of its own for each buffer, so that compute-sanitizer and the simulated device see a
   * kernel that runs over the end of one.
   */
  static void separate(StepList steps, Scope scope) {
    steps.buffers().forEach(buffer -> buffer.bind(scope.allocate(buffer.bytes()).address()));
  }
}
