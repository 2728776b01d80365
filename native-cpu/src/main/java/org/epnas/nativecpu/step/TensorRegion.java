package org.epnas.nativecpu.step;

import org.epnas.nativecpu.onednn.Descriptor;
import org.epnas.nativecpu.onednn.Memory;
import org.epnas.training.plan.MemoryPlan;

/** Several tensors of one kind in a region of their own: one for each slice, or each thread. */
final class TensorRegion {
  private final Descriptor descriptor;
  private final int count;
  private final long distance;
  private final Region region;

  TensorRegion(String name, Descriptor descriptor, int count) {
    this.descriptor = descriptor;
    this.count = count;
    this.distance = Math.ceilDiv(descriptor.bytes(), MemoryPlan.ALIGNMENT) * MemoryPlan.ALIGNMENT;
    this.region = new Region(name, distance * count);
  }

  Region region() {
    return region;
  }

  /** Bytes from one to the next. */
  long distance() {
    return distance;
  }

  Memory[] memories(Binding binding) {
    Memory[] memories = new Memory[count];
    for (int i = 0; i < count; i++) {
      memories[i] = binding.memory(region, i * distance, descriptor);
    }
    return memories;
  }
}
