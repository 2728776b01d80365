package org.epnas.nativecuda.network;

import org.epnas.nativecuda.runtime.CudaGraph;
import org.epnas.nativecuda.runtime.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Work that is queued kernel by kernel the first time, while libraries load what they need, and as
 * one CUDA graph from the second time on.
 */
final class Replay {
  private final Stream stream;
  private final Scope scope;
  private final Runnable work;
  private boolean warm;
  private @Nullable CudaGraph graph;

  Replay(Stream stream, Scope scope, Runnable work) {
    this.stream = stream;
    this.scope = scope;
    this.work = work;
  }

  void run() {
    if (!warm) {
      work.run();
      warm = true;
      return;
    }
    if (graph == null) {
      graph = stream.capture(work);
      scope.own(graph::close);
    }
    graph.launch();
  }
}
