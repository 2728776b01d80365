package org.epnas.nativecuda.runtime;

import static org.bytedeco.cuda.global.cudart.cudaGraphDestroy;
import static org.bytedeco.cuda.global.cudart.cudaGraphExecDestroy;
import static org.bytedeco.cuda.global.cudart.cudaGraphInstantiate;
import static org.bytedeco.cuda.global.cudart.cudaGraphLaunch;
import static org.epnas.nativecuda.runtime.CudaException.check;

import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;

/** Work recorded once, which the device repeats at one call. */
public final class CudaGraph implements AutoCloseable {
  private final Stream stream;
  private final CUgraphExec_st executable = new CUgraphExec_st();
  private boolean open = true;

  /** Takes over the recorded graph. */
  CudaGraph(Stream stream, CUgraph_st graph) {
    this.stream = stream;
    try {
      check(cudaGraphInstantiate(executable, graph, 0), "cudaGraphInstantiate");
    } finally {
      check(cudaGraphDestroy(graph), "cudaGraphDestroy");
    }
  }

  /** Queues one repeat on the stream that recorded it. */
  public void launch() {
    check(cudaGraphLaunch(executable, stream.handle()), "cudaGraphLaunch");
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      check(cudaGraphExecDestroy(executable), "cudaGraphExecDestroy");
    }
  }
}
