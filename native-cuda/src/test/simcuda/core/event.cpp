#include <algorithm>
#include <set>

#include "capture.h"
#include "counters.h"
#include "device_memory.h"
#include "report.h"
#include "stream.h"
#include "stream_queue.h"

namespace simcuda::events {
namespace {

// Events are never deleted, so that a destroyed one is recognised when it is used.
std::set<void*>& known() {
  static std::set<void*> events;
  return events;
}

int waitWhileCapturing(Stream* s, Event* e) {
  if (s->capture && s->capture != e->capture)
    return captures::invalidate(s->capture, "a capturing stream waits for an event of another capture");
  if (!s->capture) captures::join(s, e->capture);
  merge(s->captureClock, e->captureClock);
  return kSuccess;
}

}  // namespace

Event* of(void* handle, const char* call) {
  if (known().count(handle) == 0) {
    refuse(kInvalidHandle, "%s: %p is not an event", call, handle);
    return nullptr;
  }
  auto* e = static_cast<Event*>(handle);
  if (e->destroyed) {
    refuse(kInvalidHandle, "%s: the event %p was destroyed", call, handle);
    return nullptr;
  }
  return e;
}

Event* create() {
  auto* e = new Event;
  known().insert(e);
  return e;
}

int destroy(Event* e) {
  e->destroyed = true;
  return kSuccess;
}

int record(Event* e, Stream* s) {
  if (!e || !s) return kInvalidHandle;
  if (s->capture) {
    e->capture = s->capture;
    e->captureClock = s->captureClock;
    return kSuccess;
  }
  e->capture = nullptr;
  queue::fence(s);
  merge(s->clock, queue::hostClock());
  e->stream = s;
  e->clock = s->clock;
  s->queue.push_back({QueueItem::Kind::record, nullptr, e, ++e->recorded});
  return stickyError();
}

int wait(Stream* s, Event* e) {
  if (!e || !s) return kInvalidHandle;
  if (e->capture) return waitWhileCapturing(s, e);
  if (s->capture)
    return captures::invalidate(s->capture, "a capturing stream waits for an event recorded outside the capture");
  if (e->recorded == 0) return kSuccess;
  merge(s->clock, e->clock);
  s->queue.push_back({QueueItem::Kind::wait, nullptr, e, e->recorded});
  return stickyError();
}

int synchronize(Event* e) {
  if (!e) return kInvalidHandle;
  if (e->capture) return refuse(kCaptureUnsupported, "cudaEventSynchronize on an event recorded in a capture");
  counters().synchronisations++;
  if (e->stream && e->done < e->recorded) queue::drain(e->stream, e, e->recorded);
  merge(queue::hostClock(), e->clock);
  memory::checkCanaries("cudaEventSynchronize");
  return stickyError();
}

int query(Event* e) {
  if (!e) return kInvalidHandle;
  // A device makes progress on its own: every third question finds the work done.
  static unsigned questions = 0;
  if (e->stream && e->done < e->recorded && ++questions % 3 == 0) queue::drain(e->stream, e, e->recorded);
  if (e->done < e->recorded) return kNotReady;
  merge(queue::hostClock(), e->clock);
  return stickyError();
}

}  // namespace simcuda::events
