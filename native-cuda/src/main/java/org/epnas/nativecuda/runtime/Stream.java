package org.epnas.nativecuda.runtime;

import static org.bytedeco.cuda.global.cudart.cudaMemcpyAsync;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyDeviceToHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyHostToDevice;
import static org.bytedeco.cuda.global.cudart.cudaMemsetAsync;
import static org.bytedeco.cuda.global.cudart.cudaStreamBeginCapture;
import static org.bytedeco.cuda.global.cudart.cudaStreamCaptureModeThreadLocal;
import static org.bytedeco.cuda.global.cudart.cudaStreamCreateWithFlags;
import static org.bytedeco.cuda.global.cudart.cudaStreamDestroy;
import static org.bytedeco.cuda.global.cudart.cudaStreamEndCapture;
import static org.bytedeco.cuda.global.cudart.cudaStreamNonBlocking;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;
import static org.epnas.nativecuda.runtime.CudaException.check;

import java.lang.foreign.MemorySegment;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.cudart.CUstream_st;

/**
 * A queue of work on a device, done in order and without waiting for other streams. Not
 * thread-safe.
 */
public final class Stream implements AutoCloseable {
  private final CudaDevice device;
  private final CUstream_st handle = new CUstream_st();
  private boolean open = true;

  private Stream(CudaDevice device) {
    this.device = device;
    check(cudaStreamCreateWithFlags(handle, cudaStreamNonBlocking), "cudaStreamCreateWithFlags");
  }

  public static Stream on(CudaDevice device) {
    device.use();
    return new Stream(device);
  }

  public CudaDevice device() {
    return device;
  }

  /** For the libraries that work on this stream. */
  public CUstream_st handle() {
    return handle;
  }

  /**
   * Copies to the device. The memory must not be changed or freed before the stream has done it.
   *
   * @param from a part of pinned memory
   */
  public void upload(MemorySegment from, long to) {
    copy(to, from.address(), from.byteSize(), cudaMemcpyHostToDevice);
  }

  /**
   * Copies from the device. The values are there once the stream was waited for.
   *
   * @param to a part of pinned memory
   */
  public void download(long from, MemorySegment to) {
    copy(to.address(), from, to.byteSize(), cudaMemcpyDeviceToHost);
  }

  private void copy(long to, long from, long bytes, int kind) {
    check(
        cudaMemcpyAsync(Address.of(to), Address.of(from), bytes, kind, handle), "cudaMemcpyAsync");
  }

  /** Sets every byte. */
  public void fill(long address, int value, long bytes) {
    check(cudaMemsetAsync(Address.of(address), value, bytes, handle), "cudaMemsetAsync");
  }

  /** Waits until everything queued so far is done. Errors of earlier work show here. */
  public void synchronise() {
    check(cudaStreamSynchronize(handle), "cudaStreamSynchronize");
  }

  /**
   * Records what {@code work} queues instead of doing it. Nothing may be allocated or waited for
   * meanwhile on this thread.
   */
  public CudaGraph capture(Runnable work) {
    check(
        cudaStreamBeginCapture(handle, cudaStreamCaptureModeThreadLocal), "cudaStreamBeginCapture");
    CUgraph_st graph = new CUgraph_st();
    try {
      work.run();
    } catch (RuntimeException e) {
      // Ends the capture; what it answers after a failure says nothing new.
      int _ = cudaStreamEndCapture(handle, graph);
      throw e;
    }
    check(cudaStreamEndCapture(handle, graph), "cudaStreamEndCapture");
    return new CudaGraph(this, graph);
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      device.use();
      check(cudaStreamDestroy(handle), "cudaStreamDestroy");
    }
  }
}
