package org.epnas.nativecpu.step;

import org.epnas.training.plan.MemoryPlan;

/** A piece of the arena, before it has an address. Two regions are equal if they are the same. */
public final class Region {
  private final String name;
  private long bytes;

  public Region(String name, long bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /**
   * Makes the region longer, for example by one more parameter.
   *
   * @return offset of the new part in bytes, aligned
   */
  public long append(long moreBytes) {
    long offset = bytes;
    bytes += Math.ceilDiv(moreBytes, MemoryPlan.ALIGNMENT) * MemoryPlan.ALIGNMENT;
    return offset;
  }

  public String name() {
    return name;
  }

  public long bytes() {
    return bytes;
  }
}
