package org.epnas.nativecuda.network;

/** A piece of the device's memory, which gets its address once all are planned. */
final class Buffer {
  private final String name;
  private final long bytes;
  private long address;

  Buffer(String name, long bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  String name() {
    return name;
  }

  long bytes() {
    return bytes;
  }

  void bind(long at) {
    address = at;
  }

  long address() {
    if (address == 0) {
      throw new IllegalStateException("Buffer (" + name + ") is used by no step");
    }
    return address;
  }
}
