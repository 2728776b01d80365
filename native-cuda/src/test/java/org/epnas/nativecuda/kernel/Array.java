package org.epnas.nativecuda.kernel;

/**
 * An array on the device.
 *
 * @param address 0 for none
 * @param bytes of its content
 */
record Array(long address, int bytes) {
  /** An optional argument that is left out. */
  static final Array NONE = new Array(0, 0);
}
