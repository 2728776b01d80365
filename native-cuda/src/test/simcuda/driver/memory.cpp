// cuMem...: the same memory as cudaMalloc's.
#include <cstdint>
#include <cstring>

#include "../core/capture.h"
#include "../core/device_memory.h"
#include "../core/report.h"
#include "../core/settings.h"
#include "../core/stream.h"

using namespace simcuda;

SIMCUDA_API int cuMemAlloc_v2(uint64_t* p, size_t bytes) {
  Entry entry;
  if (int code = stickyError()) return code;
  if (int code = captures::refuseUnsafeCall("cuMemAlloc")) return code;
  char* allocated = memory::allocate(bytes);
  if (!allocated) return bytes == 0 ? kInvalidValue : kOutOfMemory;
  *p = reinterpret_cast<uint64_t>(allocated);
  return kSuccess;
}

SIMCUDA_API int cuMemFree_v2(uint64_t p) {
  Entry entry;
  if (int code = captures::refuseUnsafeCall("cuMemFree")) return code;
  if (int code = streams::finishAll("cuMemFree")) return code;
  return memory::release(reinterpret_cast<void*>(p), "cuMemFree");
}

SIMCUDA_API int cuMemGetInfo_v2(size_t* available, size_t* total) {
  Entry entry;
  *total = settings().memoryBytes;
  *available = *total - memory::liveBytes();
  return kSuccess;
}
