#include "stream.h"

#include <algorithm>
#include <set>

#include "capture.h"
#include "counters.h"
#include "device_memory.h"
#include "report.h"
#include "stream_queue.h"

namespace simcuda::streams {
namespace {

Stream* legacy() {
  static auto* const stream = new Stream;
  return stream;
}

// Streams are never deleted, so that a destroyed one is recognised when it is used.
std::set<void*>& known() {
  static std::set<void*> streams;
  return streams;
}

// Those whose work may still have to be ordered against other work; the legacy stream is the first.
std::vector<Stream*>& active() {
  static std::vector<Stream*> streams{legacy()};
  return streams;
}

AccessHistory& history() {
  static AccessHistory current;
  return current;
}

// When the host has waited for everything, whatever comes is ordered after whatever was: neither
// who touched what nor the time of a destroyed stream matters any more.
void forgetThePast() {
  history() = AccessHistory();
  std::vector<Stream*>& streams = active();
  auto destroyed = std::stable_partition(streams.begin(), streams.end(), [](Stream* s) { return !s->destroyed; });
  for (auto gone = destroyed; gone != streams.end(); ++gone) {
    queue::hostClock().erase((*gone)->id);
    for (auto left = streams.begin(); left != destroyed; ++left) (*left)->clock.erase((*gone)->id);
  }
  streams.erase(destroyed, streams.end());
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

const std::vector<Stream*>& all() { return active(); }

Stream* of(void* handle, const char* call) {
  // 1 is cudaStreamLegacy.
  if (!handle || handle == reinterpret_cast<void*>(1)) return legacy();
  if (known().count(handle) == 0) {
    refuse(kInvalidHandle, "%s: %p is not a stream", call, handle);
    return nullptr;
  }
  auto* s = static_cast<Stream*>(handle);
  if (s->destroyed) {
    refuse(kInvalidHandle, "%s: stream %d was destroyed", call, s->id);
    return nullptr;
  }
  return s;
}

Stream* create(bool blocking) {
  auto* s = new Stream;
  known().insert(s);
  s->id = known().size();
  s->blocking = blocking;
  active().push_back(s);
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
  if (s == legacy()) {
    if (int code = captures::refuseLegacyStream(work.name.c_str())) return code;
  }
  return defer(s, std::move(work));
}

int synchronize(Stream* s) {
  if (!s) return kInvalidHandle;
  if (s->capture) return captures::invalidate(s->capture, "cudaStreamSynchronize on a capturing stream");
  if (int code = captures::refuseUnsafeCall("cudaStreamSynchronize")) return code;
  counters().synchronisations++;
  if (s == legacy()) queue::fence(s);
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
  for (Stream* s : active()) {
    queue::drain(s);
    merge(queue::hostClock(), s->clock);
  }
  forgetThePast();
  memory::checkCanaries(call);
  return stickyError();
}

bool idle(const Stream* s) { return s->queue.empty(); }

void reset() {
  for (Stream* s : active()) {
    s->queue.clear();
    s->capture = nullptr;
    s->destroyed = s != legacy();
    merge(queue::hostClock(), s->clock);
  }
  forgetThePast();
}

}  // namespace simcuda::streams
