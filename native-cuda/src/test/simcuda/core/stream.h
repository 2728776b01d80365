// Streams and events. Work is deferred: it runs only when a synchronisation needs it, and then only
// the work that it needs. Host code that reads a result too early, or reuses a buffer too early,
// therefore sees the wrong bytes every time, and not once in a thousand runs.
#pragma once
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "access_history.h"

namespace simcuda {

struct Capture;

enum class WorkKind { kernel, library, hostToDevice, deviceToHost, deviceToDevice, fill, graph, hostFunction };

// One piece of work, as enqueued by one call.
struct Work {
  WorkKind kind;
  std::string name;
  std::vector<Access> accesses;
  std::function<void()> run;
  size_t bytes = 0;  // what a copy moves
};

struct Event;

struct QueueItem {
  enum class Kind { work, record, wait } kind;
  std::shared_ptr<Work> work;
  Event* event;
  uint64_t recording;  // which recording of the event is meant
};

struct Stream {
  int id = 0;
  bool blocking = true;  // takes turns with the legacy default stream
  bool destroyed = false;
  std::deque<QueueItem> queue;
  Clock clock;
  std::shared_ptr<Capture> capture;  // null unless capturing
  Clock captureClock;
};

struct Event {
  Stream* stream = nullptr;
  uint64_t recorded = 0;
  uint64_t done = 0;
  Clock clock;
  std::shared_ptr<Capture> capture;  // of the last recording, null if it was not captured
  Clock captureClock;
  bool destroyed = false;
};

namespace streams {

// The stream behind a handle (null is the legacy default stream); null, and reported, if it is none.
SIMCUDA_SHARED Stream* of(void* handle, const char* call);
SIMCUDA_SHARED Stream* create(bool blocking);
SIMCUDA_SHARED int destroy(Stream* s);
SIMCUDA_SHARED int enqueue(Stream* s, Work work);
SIMCUDA_SHARED int synchronize(Stream* s);
SIMCUDA_SHARED int synchronizeAll(const char* call);
// What cudaFree waits for: like synchronizeAll, but another thread's capture goes on.
SIMCUDA_SHARED int finishAll(const char* call);
SIMCUDA_SHARED bool idle(const Stream* s);
SIMCUDA_SHARED const std::vector<Stream*>& all();
// Drops all work and forgets every stream and event.
SIMCUDA_SHARED void reset();

}  // namespace streams

namespace events {

SIMCUDA_SHARED Event* of(void* handle, const char* call);
SIMCUDA_SHARED Event* create();
SIMCUDA_SHARED int destroy(Event* e);
SIMCUDA_SHARED int record(Event* e, Stream* s);
SIMCUDA_SHARED int wait(Stream* s, Event* e);
SIMCUDA_SHARED int synchronize(Event* e);
SIMCUDA_SHARED int query(Event* e);

}  // namespace events
}  // namespace simcuda
