#include "capture.h"

#include <algorithm>
#include <set>

#include "counters.h"
#include "device_memory.h"
#include "report.h"
#include "stream_queue.h"

namespace simcuda {
namespace {

std::set<void*>& knownGraphs() {
  static std::set<void*> graphs;
  return graphs;
}

Graph* newGraph(std::vector<std::shared_ptr<Work>> works) {
  auto* graph = new Graph;
  graph->works = std::move(works);
  for (auto& work : graph->works)
    for (const Access& access : work->accesses) {
      Allocation* a = memory::find(access.begin);
      graph->allocations.push_back(a ? a->serial : 0);
    }
  knownGraphs().insert(graph);
  return graph;
}

bool allJoined(const Capture& capture) {
  for (Stream* member : capture.members) {
    auto done = member->captureClock.find(member->id);
    if (member == capture.origin || done == member->captureClock.end()) continue;
    auto known = capture.origin->captureClock.find(member->id);
    if (known == capture.origin->captureClock.end() || known->second < done->second) return false;
  }
  return true;
}

void leave(const Capture& capture) {
  for (Stream* member : capture.members) {
    member->capture = nullptr;
    member->captureClock.clear();
  }
}

}  // namespace

namespace captures {

int begin(Stream* s, CaptureMode mode) {
  if (!s) return kInvalidHandle;
  if (s == streams::all().front())
    return refuse(kCaptureUnsupported, "cudaStreamBeginCapture: the legacy default stream cannot be captured");
  if (s->capture) return refuse(kInvalidValue, "cudaStreamBeginCapture: stream %d is already capturing", s->id);
  auto capture = std::make_shared<Capture>();
  capture->mode = mode;
  capture->thread = std::this_thread::get_id();
  capture->origin = s;
  join(s, capture);
  return kSuccess;
}

void join(Stream* s, std::shared_ptr<Capture> capture) {
  capture->members.push_back(s);
  s->capture = std::move(capture);
  s->captureClock.clear();
}

int add(Stream* s, Work work) {
  std::shared_ptr<Capture> capture = s->capture;
  if (capture->invalid) return kCaptureInvalidated;
  s->captureClock[s->id]++;
  capture->history.add(s->id, s->captureClock, work.name, work.accesses);
  capture->works.push_back(std::make_shared<Work>(std::move(work)));
  return stickyError();
}

int end(Stream* s, Graph** graph) {
  *graph = nullptr;
  if (!s) return kInvalidHandle;
  if (!s->capture) return refuse(kInvalidValue, "cudaStreamEndCapture: stream %d is not capturing", s->id);
  std::shared_ptr<Capture> capture = s->capture;
  if (capture->origin != s)
    return refuse(kCaptureUnsupported, "cudaStreamEndCapture: the capture began on stream %d", capture->origin->id);
  bool joined = allJoined(*capture);
  leave(*capture);
  if (capture->invalid) return refuse(kCaptureInvalidated, "cudaStreamEndCapture: the capture was invalidated");
  if (!joined) return refuse(kCaptureUnjoined, "cudaStreamEndCapture: a forked stream was not joined");
  *graph = newGraph(capture->works);
  return kSuccess;
}

int invalidate(const std::shared_ptr<Capture>& capture, const char* why) {
  capture->invalid = true;
  return refuse(kCaptureUnsupported, "%s: not permitted during capture", why);
}

int refuseUnsafeCall(const char* call) {
  for (Stream* s : streams::all()) {
    if (!s->capture || s->capture->mode == CaptureMode::relaxed) continue;
    bool mine = s->capture->thread == std::this_thread::get_id();
    if (mine || s->capture->mode == CaptureMode::global) return invalidate(s->capture, call);
  }
  return kSuccess;
}

int refuseWhileCapturing(const char* call) {
  for (Stream* s : streams::all())
    if (s->capture) return invalidate(s->capture, call);
  return kSuccess;
}

int refuseLegacyStream(const char* call) {
  for (Stream* s : streams::all()) {
    if (!s->capture || !s->blocking) continue;
    s->capture->invalid = true;
    return refuse(kCaptureImplicit, "%s on the legacy default stream while stream %d is capturing", call, s->id);
  }
  return kSuccess;
}

}  // namespace captures

namespace graphs {

Graph* of(void* handle, const char* call) {
  bool known = knownGraphs().count(handle) != 0;
  if (known && !static_cast<Graph*>(handle)->destroyed) return static_cast<Graph*>(handle);
  refuse(kInvalidValue, "%s: %p is %s", call, handle, known ? "a graph that was destroyed" : "not a graph");
  return nullptr;
}

Graph* copy(const Graph* graph) {
  Graph* result = newGraph(graph->works);
  result->allocations = graph->allocations;
  return result;
}

int destroy(Graph* graph) {
  graph->destroyed = true;
  graph->works.clear();
  return kSuccess;
}

int launch(Graph* executable, Stream* s) {
  if (!s) return kInvalidHandle;
  std::vector<Access> accesses;
  size_t index = 0;
  for (auto& work : executable->works)
    for (const Access& access : work->accesses) {
      Allocation* a = memory::find(access.begin);
      if (!a || !a->live || a->serial != executable->allocations[index])
        return fault(kIllegalAddress, "cudaGraphLaunch: the captured work (%s) uses allocation #%lu, which was freed",
                     work->name.c_str(), executable->allocations[index]);
      accesses.push_back(access);
      index++;
    }
  std::vector<std::shared_ptr<Work>> works = executable->works;
  return streams::enqueue(s, {WorkKind::graph, "a graph replay", accesses, [works] {
                                counters().graphReplays++;
                                for (auto& work : works) queue::run(*work);
                              }});
}

}  // namespace graphs
}  // namespace simcuda
