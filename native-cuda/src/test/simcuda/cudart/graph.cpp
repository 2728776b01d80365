// Stream capture and graphs of the runtime interface.
#include "../core/capture.h"
#include "calls.h"

using namespace simcuda;
using runtime::returned;

SIMCUDA_API int cudaStreamBeginCapture(void* stream, int mode) {
  Entry entry;
  if (int code = stickyError()) return returned(code);
  return returned(captures::begin(streams::of(stream, "cudaStreamBeginCapture"), static_cast<CaptureMode>(mode)));
}

SIMCUDA_API int cudaStreamEndCapture(void* stream, void** graph) {
  Entry entry;
  Graph* captured = nullptr;
  int code = captures::end(streams::of(stream, "cudaStreamEndCapture"), &captured);
  *graph = captured;
  return returned(code);
}

SIMCUDA_API int cudaStreamIsCapturing(void* stream, int* status) {
  Entry entry;
  Stream* s = streams::of(stream, "cudaStreamIsCapturing");
  if (!s) return returned(kInvalidHandle);
  *status = !s->capture ? 0 : s->capture->invalid ? 2 : 1;
  return kSuccess;
}

SIMCUDA_API int cudaGraphInstantiate(void** executable, void* graph, unsigned long long) {
  Entry entry;
  Graph* g = graphs::of(graph, "cudaGraphInstantiate");
  if (!g) return returned(kInvalidValue);
  *executable = graphs::copy(g);
  return returned(stickyError());
}

SIMCUDA_API int cudaGraphInstantiateWithFlags(void** executable, void* graph, unsigned long long flags) {
  return cudaGraphInstantiate(executable, graph, flags);
}

SIMCUDA_API int cudaGraphUpload(void* executable, void*) {
  Entry entry;
  return returned(graphs::of(executable, "cudaGraphUpload") ? kSuccess : kInvalidValue);
}

SIMCUDA_API int cudaGraphLaunch(void* executable, void* stream) {
  Entry entry;
  if (int code = stickyError()) return returned(code);
  Graph* g = graphs::of(executable, "cudaGraphLaunch");
  if (!g) return returned(kInvalidValue);
  return returned(graphs::launch(g, streams::of(stream, "cudaGraphLaunch")));
}

SIMCUDA_API int cudaGraphGetNodes(void* graph, void**, size_t* count) {
  Entry entry;
  Graph* g = graphs::of(graph, "cudaGraphGetNodes");
  if (!g) return returned(kInvalidValue);
  *count = g->works.size();
  return kSuccess;
}

SIMCUDA_API int cudaGraphDestroy(void* graph) {
  Entry entry;
  Graph* g = graphs::of(graph, "cudaGraphDestroy");
  return returned(g ? graphs::destroy(g) : kInvalidValue);
}

SIMCUDA_API int cudaGraphExecDestroy(void* executable) {
  Entry entry;
  Graph* g = graphs::of(executable, "cudaGraphExecDestroy");
  return returned(g ? graphs::destroy(g) : kInvalidValue);
}
