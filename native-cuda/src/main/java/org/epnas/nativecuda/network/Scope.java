package org.epnas.nativecuda.network;

import java.util.ArrayDeque;
import java.util.Deque;
import org.epnas.nativecuda.runtime.CudaDevice;
import org.epnas.nativecuda.runtime.DeviceMemory;
import org.epnas.nativecuda.runtime.PinnedMemory;

/** Owns what was taken, and gives it back in the opposite order. */
final class Scope implements AutoCloseable {
  private final CudaDevice device;
  private final Deque<Runnable> owned = new ArrayDeque<>();
  private long bytes;

  Scope(CudaDevice device) {
    this.device = device;
  }

  /**
   * @param close gives back something that was just taken
   */
  void own(Runnable close) {
    owned.push(close);
  }

  /** Takes memory of the device, at least a byte. */
  DeviceMemory allocate(long size) {
    DeviceMemory memory = DeviceMemory.allocate(device, Math.max(1, size));
    own(memory::close);
    bytes += memory.bytes();
    return memory;
  }

  /** Takes memory of this computer for copies, at least a byte. */
  PinnedMemory allocatePinned(long size) {
    PinnedMemory memory = PinnedMemory.allocate(device, Math.max(1, size));
    own(memory::close);
    bytes += memory.bytes();
    return memory;
  }

  /** Bytes of all memory that it owns. */
  long bytes() {
    return bytes;
  }

  /** All are given back even if one fails; the first failure is thrown with the others in it. */
  @Override
  public void close() {
    bytes = 0;
    RuntimeException failure = null;
    while (!owned.isEmpty()) {
      try {
        owned.pop().run();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Closes after a failure, which keeps what goes wrong meanwhile. */
  void closeAfter(RuntimeException failure) {
    try {
      close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
