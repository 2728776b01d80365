// cudaMalloc, cudaMemcpy, cudaMemset and page-locked host memory.
#include <cstring>

#include "../core/capture.h"
#include "../core/counters.h"
#include "../core/device_memory.h"
#include "../core/host_memory.h"
#include "../core/settings.h"
#include "../core/stream.h"
#include "calls.h"

using namespace simcuda;
using runtime::returned;

namespace {

enum CopyKind : int { kHostToHost = 0, kHostToDevice = 1, kDeviceToHost = 2, kDeviceToDevice = 3, kDefault = 4 };

int kindOf(const void* to, const void* from, int kind) {
  return kind == kDefault ? (memory::isDevice(from) ? 2 : 0) + (memory::isDevice(to) ? 1 : 0) : kind;
}

int checkSide(const char* call, const char* side, const void* p, size_t bytes, bool device) {
  std::string problem = device                ? memory::problem(p, bytes)
                        : memory::isDevice(p) ? "a device pointer, but the kind of copy says host"
                        : p                   ? ""
                                              : "null";
  return problem.empty() ? kSuccess : refuse(kInvalidValue, "%s, %s: %s", call, side, problem.c_str());
}

Work copyWork(void* to, const void* from, size_t bytes, int kind) {
  static const WorkKind kinds[] = {WorkKind::hostFunction, WorkKind::hostToDevice, WorkKind::deviceToHost,
                                   WorkKind::deviceToDevice};
  static const char* const names[] = {"a copy host to host", "a copy to the device", "a copy from the device",
                                      "a copy on the device"};
  std::vector<Access> accesses;
  if (kind & 2) accesses.push_back({static_cast<const char*>(from), bytes, false});
  if (kind & 1) accesses.push_back({static_cast<char*>(to), bytes, true});
  return {kinds[kind], names[kind], accesses, [=] { memmove(to, from, bytes); }, bytes};
}

// Pageable memory is read when the call is made; page-locked memory when the copy runs.
void stagePageable(Work& work, void* to, const void* from, size_t bytes) {
  auto staged =
      std::make_shared<std::vector<char>>(static_cast<const char*>(from), static_cast<const char*>(from) + bytes);
  work.run = [=] { memcpy(to, staged->data(), bytes); };
}

int copy(const char* call, void* to, const void* from, size_t bytes, int kind, Stream* s, bool blocking) {
  if (!s) return kInvalidHandle;
  if (int code = stickyError()) return code;
  if (bytes == 0) return kSuccess;
  kind = kindOf(to, from, kind);
  if (kind < kHostToHost || kind > kDeviceToDevice)
    return refuse(kInvalidValue, "%s: %d is no kind of copy", call, kind);
  if (int code = checkSide(call, "destination", to, bytes, kind & 1)) return code;
  if (int code = checkSide(call, "source", from, bytes, kind & 2)) return code;
  if (blocking)
    if (int code = captures::refuseUnsafeCall(call)) return code;
  const void* hostSide = kind == kHostToDevice ? from : kind == kDeviceToHost ? to : nullptr;
  bool pageable = hostSide && !host::isPinned(hostSide, bytes);
  if (pageable && s->capture) return captures::invalidate(s->capture, "a copy of pageable host memory");
  Work work = copyWork(to, from, bytes, kind);
  if (pageable && kind == kHostToDevice) stagePageable(work, to, from, bytes);
  if (int code = streams::enqueue(s, std::move(work))) return code;
  // A copy into pageable memory waits, even if it is called asynchronous.
  bool waits = blocking || (pageable && kind == kDeviceToHost);
  return waits ? streams::synchronize(s) : kSuccess;
}

int fill(const char* call, void* p, int value, size_t bytes, Stream* s) {
  if (!s) return kInvalidHandle;
  if (int code = stickyError()) return code;
  if (bytes == 0) return kSuccess;
  std::string problem = memory::problem(p, bytes);
  if (!problem.empty()) return refuse(kInvalidValue, "%s: %s", call, problem.c_str());
  return streams::enqueue(
      s, {WorkKind::fill, "a memset", {{static_cast<char*>(p), bytes, true}}, [=] { memset(p, value, bytes); }});
}

}  // namespace

SIMCUDA_API int cudaMalloc(void** p, size_t bytes) {
  Entry entry;
  if (int code = stickyError()) return returned(code);
  if (int code = captures::refuseUnsafeCall("cudaMalloc")) return returned(code);
  *p = memory::allocate(bytes);
  return returned(*p || bytes == 0 ? kSuccess : kOutOfMemory);
}

SIMCUDA_API int cudaFree(void* p) {
  Entry entry;
  if (!p) return returned(stickyError());
  if (int code = captures::refuseUnsafeCall("cudaFree")) return returned(code);
  if (int code = streams::finishAll("cudaFree")) return returned(code);
  return returned(memory::release(p, "cudaFree"));
}

SIMCUDA_API int cudaMemGetInfo(size_t* available, size_t* total) {
  Entry entry;
  *total = settings().memoryBytes;
  *available = *total - memory::liveBytes();
  return returned(stickyError());
}

SIMCUDA_API int cudaHostAlloc(void** p, size_t bytes, unsigned) {
  Entry entry;
  *p = host::allocatePinned(bytes);
  return returned(stickyError());
}

SIMCUDA_API int cudaMallocHost(void** p, size_t bytes) { return cudaHostAlloc(p, bytes, 0); }

SIMCUDA_API int cudaFreeHost(void* p) {
  Entry entry;
  if (int code = streams::finishAll("cudaFreeHost")) return returned(code);
  return returned(host::releasePinned(p));
}

SIMCUDA_API int cudaHostRegister(void* p, size_t bytes, unsigned) {
  Entry entry;
  return returned(host::registerPinned(p, bytes));
}

SIMCUDA_API int cudaHostUnregister(void* p) {
  Entry entry;
  if (int code = streams::finishAll("cudaHostUnregister")) return returned(code);
  return returned(host::unregisterPinned(p));
}

SIMCUDA_API int cudaMemcpy(void* to, const void* from, size_t bytes, int kind) {
  Entry entry;
  return returned(copy("cudaMemcpy", to, from, bytes, kind, streams::of(nullptr, "cudaMemcpy"), true));
}

SIMCUDA_API int cudaMemcpyAsync(void* to, const void* from, size_t bytes, int kind, void* stream) {
  Entry entry;
  return returned(copy("cudaMemcpyAsync", to, from, bytes, kind, streams::of(stream, "cudaMemcpyAsync"), false));
}

SIMCUDA_API int cudaMemset(void* p, int value, size_t bytes) {
  Entry entry;
  return returned(fill("cudaMemset", p, value, bytes, streams::of(nullptr, "cudaMemset")));
}

SIMCUDA_API int cudaMemsetAsync(void* p, int value, size_t bytes, void* stream) {
  Entry entry;
  return returned(fill("cudaMemsetAsync", p, value, bytes, streams::of(stream, "cudaMemsetAsync")));
}
