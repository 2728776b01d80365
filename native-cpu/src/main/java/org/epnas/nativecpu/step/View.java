package org.epnas.nativecpu.step;

import org.epnas.nativecpu.onednn.Descriptor;

/**
 * A tensor in a region.
 *
 * @param offset in bytes, from the start of the region
 */
public record View(Region region, long offset, Descriptor descriptor) {
  /** A tensor with a region of its own. */
  public static View fresh(String name, Descriptor descriptor) {
    return new View(new Region(name, descriptor.bytes()), 0, descriptor);
  }

  /** The same memory seen as another tensor. */
  public View as(Descriptor other) {
    return new View(region, offset, other);
  }
}
