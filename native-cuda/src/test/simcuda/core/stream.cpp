#include "stream.h"

#include <algorithm>

#include "capture.h"
#include "counters.h"
#include "device_memory.h"
#include "report.h"
#include "stream_queue.h"

namespace simcuda::streams {
namespace {

// Streams are never deleted, so that a destroyed one is recognised when it is used.
std::vector<Stream*>& known() {
  static std::vector<Stream*> streams{new Stream};
  return streams;
}

AccessHistory& history() {
  static AccessHistory current;
  return current;
}

int defer(Stream* s, Work&& work) {
  queue::fence(s);
  merge(s->clock, queue::hostClock());
  s->clock[s->id]++;
  history().add(s->id, s->clock, work.name, work.accesses);
  s->queue.push_back({QueueItem::Kind::work, std::make_shared<Work>(std::move(work)), nullptr, 0});
  return stickyError();
}

}  // namespace

const std::vector<Stream*>& all() { return known(); }

Stream* of(void* handle, const char* call) {
  // 1 is cudaStreamLegacy.
  if (!handle || handle == reinterpret_cast<void*>(1)) return known().front();
  auto it = std::find(known().begin(), known().end(), handle);
  if (it == known().end()) {
    refuse(kInvalidHandle, "%s: %p is not a stream", call, handle);
    return nullptr;
  }
  if ((*it)->destroyed) {
    refuse(kInvalidHandle, "%s: stream %d was destroyed", call, (*it)->id);
    return nullptr;
  }
  return *it;
}

Stream* create(bool blocking) {
  auto* s = new Stream;
  s->id = known().size();
  s->blocking = blocking;
  known().push_back(s);
  return s;
}

int destroy(Stream* s) {
  if (s->capture) return refuse(kCaptureUnsupported, "cudaStreamDestroy: stream %d is capturing", s->id);
  queue::drain(s);
  s->destroyed = true;
  return stickyError();
}

int enqueue(Stream* s, Work work) {
  if (!s) return kInvalidHandle;
  if (int code = stickyError()) return code;
  if (work.kind == WorkKind::kernel || work.kind == WorkKind::library || work.kind == WorkKind::graph)
    counters().launches++;
  if (s->capture) return captures::add(s, std::move(work));
  if (s == known().front()) {
    if (int code = captures::refuseLegacyStream(work.name.c_str())) return code;
  }
  return defer(s, std::move(work));
}

int synchronize(Stream* s) {
  if (!s) return kInvalidHandle;
  if (s->capture) return captures::invalidate(s->capture, "cudaStreamSynchronize on a capturing stream");
  if (int code = captures::refuseUnsafeCall("cudaStreamSynchronize")) return code;
  counters().synchronisations++;
  if (s == known().front()) queue::fence(s);
  queue::drain(s);
  merge(queue::hostClock(), s->clock);
  memory::checkCanaries("cudaStreamSynchronize");
  return stickyError();
}

int synchronizeAll(const char* call) {
  if (int code = captures::refuseWhileCapturing(call)) return code;
  return finishAll(call);
}

int finishAll(const char* call) {
  counters().synchronisations++;
  for (Stream* s : known()) {
    queue::drain(s);
    merge(queue::hostClock(), s->clock);
  }
  memory::checkCanaries(call);
  return stickyError();
}

bool idle(const Stream* s) { return s->queue.empty(); }

void reset() {
  for (Stream* s : known()) {
    s->queue.clear();
    s->capture = nullptr;
    s->destroyed = s != known().front();
    merge(queue::hostClock(), s->clock);
  }
  history() = AccessHistory();
}

}  // namespace simcuda::streams
