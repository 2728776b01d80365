// Stream capture and graphs, with CUDA's rules on what may not be called meanwhile.
#pragma once
#include <memory>
#include <thread>
#include <vector>

#include "access_history.h"
#include "stream.h"

namespace simcuda {

enum class CaptureMode : int { global = 0, threadLocal = 1, relaxed = 2 };

struct Capture {
  CaptureMode mode;
  std::thread::id thread;
  Stream* origin;
  std::vector<Stream*> members;
  std::vector<std::shared_ptr<Work>> works;
  AccessHistory history;
  bool invalid = false;
};

// What a capture has recorded; also what an executable graph replays.
struct Graph {
  std::vector<std::shared_ptr<Work>> works;
  std::vector<uint64_t> allocations;  // serial of the allocation behind each access, in their order
  bool destroyed = false;
};

namespace captures {

SIMCUDA_SHARED int begin(Stream* s, CaptureMode mode);
// The graph, or null: reported if the capture was invalidated or a forked stream was not joined.
SIMCUDA_SHARED int end(Stream* s, Graph** graph);
SIMCUDA_SHARED void join(Stream* s, std::shared_ptr<Capture> capture);
SIMCUDA_SHARED int add(Stream* s, Work work);
SIMCUDA_SHARED int invalidate(const std::shared_ptr<Capture>& capture, const char* why);

// For calls such as cudaMalloc, which a capture in this thread's reach forbids; 0 if allowed.
SIMCUDA_SHARED int refuseUnsafeCall(const char* call);
// For calls that wait for every stream, which no capture allows.
SIMCUDA_SHARED int refuseWhileCapturing(const char* call);
// For work on the legacy default stream, which would wait for a blocking stream that is capturing.
SIMCUDA_SHARED int refuseLegacyStream(const char* call);

}  // namespace captures

namespace graphs {

SIMCUDA_SHARED Graph* of(void* handle, const char* call);
SIMCUDA_SHARED Graph* copy(const Graph* graph);
SIMCUDA_SHARED int destroy(Graph* graph);
// Refused, with the captured work named, if memory that it uses was freed since.
SIMCUDA_SHARED int launch(Graph* executable, Stream* s);

}  // namespace graphs
}  // namespace simcuda
