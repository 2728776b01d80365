#include "stream_queue.h"

#include <algorithm>

#include "counters.h"
#include "report.h"

namespace simcuda::queue {
namespace {

void count(const Work& work) {
  Counters& c = counters();
  switch (work.kind) {
    case WorkKind::kernel: c.kernels++; break;
    case WorkKind::library: c.libraryCalls++; break;
    case WorkKind::hostToDevice:
      c.hostToDevice++;
      c.hostToDeviceBytes += work.bytes;
      break;
    case WorkKind::deviceToHost:
      c.deviceToHost++;
      c.deviceToHostBytes += work.bytes;
      break;
    case WorkKind::deviceToDevice: c.deviceToDevice++; break;
    case WorkKind::fill: c.fills++; break;
    case WorkKind::graph: break;
    case WorkKind::hostFunction: break;
  }
}

void process(const QueueItem& item) {
  switch (item.kind) {
    case QueueItem::Kind::work: run(*item.work); break;
    case QueueItem::Kind::record: item.event->done = std::max(item.event->done, item.recording); break;
    case QueueItem::Kind::wait:
      if (item.event->done < item.recording && item.event->stream)
        drain(item.event->stream, item.event, item.recording);
      break;
  }
}

}  // namespace

void run(const Work& work) {
  if (stickyError() != kSuccess) return;
  count(work);
  work.run();
}

void drain(Stream* s, const Event* until, uint64_t recording) {
  while (!s->queue.empty() && !(until && until->done >= recording)) {
    QueueItem item = s->queue.front();
    s->queue.pop_front();
    process(item);
  }
}

void fence(Stream* s) {
  Stream* legacy = streams::all().front();
  if (s == legacy) {
    for (Stream* other : streams::all()) {
      if (other == s || !other->blocking || other->destroyed) continue;
      drain(other);
      merge(s->clock, other->clock);
    }
  } else if (s->blocking) {
    drain(legacy);
    merge(s->clock, legacy->clock);
  }
}

Clock& hostClock() {
  static Clock clock;
  return clock;
}

}  // namespace simcuda::queue
