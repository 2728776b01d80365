package org.epnas.nativecuda.runtime;

import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;
import static org.epnas.nativecuda.runtime.CudaException.check;

import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.Pointer;

/** A block of a device's memory, aligned to 256 bytes. The content is undefined. */
public final class DeviceMemory implements AutoCloseable {
  private static final AtomicLong IN_USE = new AtomicLong();

  private final Pointer pointer;
  private final CudaDevice device;
  private final long address;
  private final long bytes;
  private boolean open = true;

  private DeviceMemory(CudaDevice device, Pointer pointer, long bytes) {
    this.device = device;
    this.pointer = pointer;
    this.address = pointer.address();
    this.bytes = bytes;
    IN_USE.addAndGet(bytes);
  }

  /**
   * @param bytes at least 1
   * @throws CudaException if the device has not that much
   */
  public static DeviceMemory allocate(CudaDevice device, long bytes) {
    device.use();
    Pointer pointer = new Pointer();
    check(cudaMalloc(pointer, bytes), "cudaMalloc");
    return new DeviceMemory(device, pointer, bytes);
  }

  /** Bytes that all blocks of this process hold, on all devices. */
  public static long bytesInUse() {
    return IN_USE.get();
  }

  public long address() {
    return address;
  }

  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      IN_USE.addAndGet(-bytes);
      device.use();
      check(cudaFree(pointer), "cudaFree");
    }
  }
}
