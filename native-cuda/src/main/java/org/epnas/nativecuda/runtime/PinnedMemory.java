package org.epnas.nativecuda.runtime;

import static org.bytedeco.cuda.global.cudart.cudaFreeHost;
import static org.bytedeco.cuda.global.cudart.cudaMallocHost;
import static org.epnas.nativecuda.runtime.CudaException.check;

import java.lang.foreign.MemorySegment;
import org.bytedeco.javacpp.Pointer;

/** Memory of this computer that devices copy from and to without an extra copy. */
public final class PinnedMemory implements AutoCloseable {
  private final Pointer pointer;
  private final MemorySegment segment;
  private boolean open = true;

  @SuppressWarnings("restricted") // the size of native memory is known here
  private PinnedMemory(Pointer pointer, long bytes) {
    this.pointer = pointer;
    this.segment = MemorySegment.ofAddress(pointer.address()).reinterpret(bytes);
  }

  /**
   * @param device one that will copy
   * @param bytes at least 1
   */
  public static PinnedMemory allocate(CudaDevice device, long bytes) {
    device.use();
    Pointer pointer = new Pointer();
    check(cudaMallocHost(pointer, bytes), "cudaMallocHost");
    return new PinnedMemory(pointer, bytes);
  }

  /** The memory; not to be used after {@link #close}. */
  public MemorySegment segment() {
    return segment;
  }

  public long bytes() {
    return segment.byteSize();
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      check(cudaFreeHost(pointer), "cudaFreeHost");
    }
  }
}
