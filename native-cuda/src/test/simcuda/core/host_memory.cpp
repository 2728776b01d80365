#include "host_memory.h"

#include <cstdlib>
#include <cstring>
#include <map>

#include "report.h"

namespace simcuda::host {
namespace {

struct Pinned {
  size_t bytes;
  bool owned;
};

constexpr size_t kPage = 4096;
std::map<const char*, Pinned> ranges;

int forget(void* p, bool owned, const char* call) {
  auto it = ranges.find(static_cast<char*>(p));
  if (it == ranges.end() || it->second.owned != owned)
    return refuse(kInvalidValue, "%s(%p): not pinned that way", call, p);
  ranges.erase(it);
  return kSuccess;
}

}  // namespace

void* allocatePinned(size_t bytes) {
  size_t rounded = (bytes + kPage - 1) / kPage * kPage;
  void* p = aligned_alloc(kPage, rounded == 0 ? kPage : rounded);
  ranges[static_cast<char*>(p)] = {bytes, true};
  return p;
}

int releasePinned(void* p) {
  if (!p) return kSuccess;
  int code = forget(p, true, "cudaFreeHost");
  if (code == kSuccess) free(p);
  return code;
}

int registerPinned(void* p, size_t bytes) {
  if (!p || bytes == 0) return refuse(kInvalidValue, "cudaHostRegister(%p, %zu): nothing to register", p, bytes);
  ranges[static_cast<char*>(p)] = {bytes, false};
  return kSuccess;
}

int unregisterPinned(void* p) { return forget(p, false, "cudaHostUnregister"); }

bool isPinned(const void* p, size_t bytes) {
  auto c = static_cast<const char*>(p);
  auto it = ranges.upper_bound(c);
  if (it == ranges.begin()) return false;
  --it;
  return c + bytes <= it->first + it->second.bytes;
}

}  // namespace simcuda::host
