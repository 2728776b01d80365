package org.epnas.nativecpu.onednn;

import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.Pointer;

/** A native address as JavaCPP wants it, without ownership. */
final class Address extends Pointer {
  Address(MemorySegment segment) {
    this.address = segment.address();
  }
}
