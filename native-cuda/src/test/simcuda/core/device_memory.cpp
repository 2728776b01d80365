#include "device_memory.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <map>

#include "counters.h"
#include "report.h"
#include "settings.h"

namespace simcuda::memory {
namespace {

constexpr size_t kPage = 4096;
constexpr size_t kAlignment = 256;
constexpr size_t kAddressSpace = size_t{1} << 38;
constexpr unsigned char kFresh = 0xFF;
constexpr unsigned char kCanary = 0xA5;

char* space = nullptr;
char* next = nullptr;
size_t live = 0;
uint64_t serials = 0;
std::map<char*, Allocation> allocations;  // freed ones, too: their addresses are never used again
std::map<uint64_t, Allocation*> liveAllocationsBySerial;

size_t roundUp(size_t n, size_t unit) { return (n + unit - 1) / unit * unit; }

void reserveSpace() {
  space = static_cast<char*>(mmap(reinterpret_cast<void*>(0x600000000000), kAddressSpace, PROT_NONE,
                                  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0));
  next = space;
}

void checkCanary(Allocation& a, const char* when) {
  for (size_t i = 0; i < a.canaryBytes; i++) {
    if (static_cast<unsigned char>(a.end()[i]) == kCanary) continue;
    fault(kIllegalAddress, "%s: the bytes behind allocation #%lu (%zu bytes) were overwritten at offset +%zu", when,
          a.serial, a.bytes, i);
    memset(a.end(), kCanary, a.canaryBytes);
    return;
  }
}

const Slice* sliceAt(const Allocation& a, const char* p) {
  const Slice* best = nullptr;
  for (const Slice& s : a.slices) {
    if (p < s.begin || p >= s.begin + s.bytes) continue;
    bool exact = s.begin == p, bestExact = best && best->begin == p;
    if (!best || (exact && !bestExact) || (exact == bestExact && s.begin + s.bytes > best->begin + best->bytes))
      best = &s;
  }
  return best;
}

}  // namespace

char* allocate(size_t bytes) {
  if (!space) reserveSpace();
  if (bytes == 0 || live + bytes > settings().memoryBytes) return nullptr;
  size_t rounded = roundUp(bytes, kAlignment);
  Allocation a;
  a.pageBytes = roundUp(rounded, kPage);
  a.pages = next + kPage;
  next = a.pages + a.pageBytes;
  mprotect(a.pages, a.pageBytes, PROT_READ | PROT_WRITE);
  a.begin = a.pages + a.pageBytes - rounded;
  a.bytes = bytes;
  a.canaryBytes = rounded - bytes;
  a.serial = ++serials;
  a.live = true;
  memset(a.begin, kFresh, bytes);
  memset(a.begin + bytes, kCanary, a.canaryBytes);
  live += bytes;
  counters().allocations++;
  counters().bytesAllocated += bytes;
  liveAllocationsBySerial[a.serial] = &(allocations[a.begin] = a);
  return a.begin;
}

static void retire(Allocation& a) {
  a.live = false;
  a.slices.clear();
  live -= a.bytes;
  liveAllocationsBySerial.erase(a.serial);
  madvise(a.pages, a.pageBytes, MADV_DONTNEED);
  mprotect(a.pages, a.pageBytes, PROT_NONE);
}

int release(void* p, const char* call) {
  if (!p) return kSuccess;
  auto it = allocations.find(static_cast<char*>(p));
  if (it == allocations.end()) return refuse(kInvalidValue, "%s(%p): not the start of a device allocation", call, p);
  Allocation& a = it->second;
  if (!a.live) return refuse(kInvalidValue, "%s(%p): allocation #%lu was freed before", call, p, a.serial);
  checkCanary(a, call);
  retire(a);
  counters().frees++;
  return kSuccess;
}

bool isDevice(const void* p) {
  auto c = static_cast<const char*>(p);
  return space && c >= space && c < space + kAddressSpace;
}

Allocation* find(const void* p) {
  auto c = static_cast<char*>(const_cast<void*>(p));
  auto it = allocations.upper_bound(c);
  if (it == allocations.begin()) return nullptr;
  Allocation& a = (--it)->second;
  return c < a.end() ? &a : nullptr;
}

std::string problem(const void* p, size_t bytes) {
  if (!p) return "a null pointer where a device pointer is needed";
  if (!isDevice(p)) return text("%p is a HOST pointer where a device pointer is needed", p);
  Allocation* a = find(p);
  if (!a) return text("%p lies in no device allocation", p);
  if (!a->live) return text("use after free of allocation #%lu (%zu bytes)", a->serial, a->bytes);
  auto c = static_cast<const char*>(p);
  if (!a->slices.empty()) {
    const Slice* s = sliceAt(*a, c);
    if (!s) return text("offset %zu of the arena #%lu lies in no slice that was handed out", c - a->begin, a->serial);
    size_t room = s->begin + s->bytes - c;
    if (bytes > room)
      return text("%zu bytes at +%zu run %zu bytes over the end of slice '%s' (%zu bytes) of the arena #%lu", bytes,
                  c - s->begin, bytes - room, s->name.c_str(), s->bytes, a->serial);
    return "";
  }
  size_t room = a->end() - c;
  if (bytes > room)
    return text("%zu bytes at +%zu run %zu bytes over the end of allocation #%lu (%zu bytes)", bytes, c - a->begin,
                bytes - room, a->serial, a->bytes);
  return "";
}

Extent extent(const void* p) {
  Allocation* a = find(p);
  if (!a || !a->live) return {};
  if (a->slices.empty()) return {a->begin, a->end()};
  const Slice* s = sliceAt(*a, static_cast<const char*>(p));
  return s ? Extent{s->begin, s->begin + s->bytes} : Extent{};
}

std::string describe(const void* p) {
  Allocation* a = find(p);
  if (!a) return "no allocation";
  const Slice* s = sliceAt(*a, static_cast<const char*>(p));
  if (s) return text("slice '%s' (%zu bytes) of the arena #%lu", s->name.c_str(), s->bytes, a->serial);
  return text("allocation #%lu (%zu bytes)", a->serial, a->bytes);
}

size_t liveBytes() { return live; }
size_t liveAllocations() { return liveAllocationsBySerial.size(); }

void checkCanaries(const char* when) {
  for (auto& entry : liveAllocationsBySerial) checkCanary(*entry.second, when);
}

int addSlice(void* p, size_t bytes, const char* name) {
  Allocation* a = find(p);
  auto c = static_cast<char*>(p);
  if (!a || !a->live || bytes > size_t(a->end() - c))
    return refuse(kInvalidValue, "slice '%s' (%p, %zu bytes) lies in no live allocation", name, p, bytes);
  a->slices.push_back({c, bytes, name});
  return kSuccess;
}

int removeSlice(void* p) {
  Allocation* a = find(p);
  if (!a || !a->live) return refuse(kInvalidValue, "removed slice %p lies in no live allocation", p);
  auto starts = [p](const Slice& s) { return s.begin == p; };
  auto first = std::remove_if(a->slices.begin(), a->slices.end(), starts);
  if (first == a->slices.end()) return refuse(kInvalidValue, "no slice begins at %p", p);
  a->slices.erase(first, a->slices.end());
  return kSuccess;
}

void releaseAll() {
  while (!liveAllocationsBySerial.empty()) retire(*liveAllocationsBySerial.begin()->second);
}

}  // namespace simcuda::memory
