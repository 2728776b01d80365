// Streams and events of the runtime interface.
#include "../core/stream.h"

#include "../core/capture.h"
#include "calls.h"

using namespace simcuda;
using runtime::returned;

namespace {

constexpr unsigned kNonBlocking = 1;

}  // namespace

SIMCUDA_API int cudaStreamCreateWithFlags(void** stream, unsigned flags) {
  Entry entry;
  if (int code = stickyError()) return returned(code);
  *stream = streams::create(!(flags & kNonBlocking));
  return kSuccess;
}

SIMCUDA_API int cudaStreamCreate(void** stream) { return cudaStreamCreateWithFlags(stream, 0); }

SIMCUDA_API int cudaStreamCreateWithPriority(void** stream, unsigned flags, int) {
  return cudaStreamCreateWithFlags(stream, flags);
}

SIMCUDA_API int cudaStreamDestroy(void* stream) {
  Entry entry;
  Stream* s = streams::of(stream, "cudaStreamDestroy");
  return returned(s ? streams::destroy(s) : kInvalidHandle);
}

SIMCUDA_API int cudaStreamSynchronize(void* stream) {
  Entry entry;
  return returned(streams::synchronize(streams::of(stream, "cudaStreamSynchronize")));
}

SIMCUDA_API int cudaStreamQuery(void* stream) {
  Entry entry;
  Stream* s = streams::of(stream, "cudaStreamQuery");
  if (!s) return returned(kInvalidHandle);
  if (int code = captures::refuseUnsafeCall("cudaStreamQuery")) return returned(code);
  return returned(stickyError() ? stickyError() : streams::idle(s) ? kSuccess : kNotReady);
}

SIMCUDA_API int cudaStreamWaitEvent(void* stream, void* event, unsigned) {
  Entry entry;
  return returned(events::wait(streams::of(stream, "cudaStreamWaitEvent"), events::of(event, "cudaStreamWaitEvent")));
}

SIMCUDA_API int cudaLaunchHostFunc(void* stream, void (*function)(void*), void* data) {
  Entry entry;
  Stream* s = streams::of(stream, "cudaLaunchHostFunc");
  return returned(streams::enqueue(s, {WorkKind::hostFunction, "a host function", {}, [=] { function(data); }}));
}

SIMCUDA_API int cudaEventCreateWithFlags(void** event, unsigned) {
  Entry entry;
  *event = events::create();
  return returned(stickyError());
}

SIMCUDA_API int cudaEventCreate(void** event) { return cudaEventCreateWithFlags(event, 0); }

SIMCUDA_API int cudaEventDestroy(void* event) {
  Entry entry;
  Event* e = events::of(event, "cudaEventDestroy");
  return returned(e ? events::destroy(e) : kInvalidHandle);
}

SIMCUDA_API int cudaEventRecord(void* event, void* stream) {
  Entry entry;
  return returned(events::record(events::of(event, "cudaEventRecord"), streams::of(stream, "cudaEventRecord")));
}

SIMCUDA_API int cudaEventSynchronize(void* event) {
  Entry entry;
  return returned(events::synchronize(events::of(event, "cudaEventSynchronize")));
}

SIMCUDA_API int cudaEventQuery(void* event) {
  Entry entry;
  return returned(events::query(events::of(event, "cudaEventQuery")));
}

// No time passes on the simulated device: every finished pair of events is a microsecond apart.
SIMCUDA_API int cudaEventElapsedTime(float* milliseconds, void* from, void* to) {
  Entry entry;
  Event* a = events::of(from, "cudaEventElapsedTime");
  Event* b = events::of(to, "cudaEventElapsedTime");
  if (!a || !b) return returned(kInvalidHandle);
  if (a->recorded == 0 || b->recorded == 0)
    return returned(refuse(kInvalidHandle, "cudaEventElapsedTime: an event was never recorded"));
  if (a->done < a->recorded || b->done < b->recorded) return returned(kNotReady);
  *milliseconds = 0.001f;
  return kSuccess;
}
