package org.epnas.nativecuda.runtime;

import org.bytedeco.javacpp.Pointer;

/** A place in a device's memory as the presets want it. Owns nothing, frees nothing. */
public final class Address extends Pointer {
  private Address(long address) {
    this.address = address;
  }

  /**
   * @param address in the device's memory, 0 for a null pointer
   */
  public static Address of(long address) {
    return new Address(address);
  }
}
