// Device memory of the simulated device.
//
// Every allocation ends at a page that cannot be touched, addresses are never given out twice, fresh
// bytes are 0xFF (NaN in every float format), and the bytes that fill up the last 256 are a canary.
// A backend's arena can name the parts that it hands out ("slices"): accesses are then checked
// against the slice, and not only against the arena.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "export.h"

namespace simcuda {

struct Slice {
  char* begin;
  size_t bytes;
  std::string name;
};

struct Allocation {
  char* begin;
  size_t bytes;
  size_t canaryBytes;
  char* pages;
  size_t pageBytes;
  uint64_t serial;  // #1, #2, ... in the order of allocation
  bool live;
  std::vector<Slice> slices;

  char* end() const { return begin + bytes; }
};

// A half-open range that one pointer may reach.
struct Extent {
  char* begin = nullptr;
  char* end = nullptr;

  bool holds(const char* p, size_t bytes) const { return p >= begin && p <= end && bytes <= size_t(end - p); }
};

namespace memory {

// Null when the device's memory would be exceeded, or for zero bytes.
SIMCUDA_SHARED char* allocate(size_t bytes);
SIMCUDA_SHARED int release(void* p, const char* call);
// Whether the address lies in the device's address range, allocated or not.
SIMCUDA_SHARED bool isDevice(const void* p);
// The allocation that p points into, live or freed; null if none.
SIMCUDA_SHARED Allocation* find(const void* p);
// Empty if [p, p + bytes) may be used; else what is wrong with it.
SIMCUDA_SHARED std::string problem(const void* p, size_t bytes);
// What a pointer may reach: its slice where the allocation has slices, else the allocation.
SIMCUDA_SHARED Extent extent(const void* p);
// "allocation #7 (400 bytes)", or the slice of an arena.
SIMCUDA_SHARED std::string describe(const void* p);
SIMCUDA_SHARED size_t liveBytes();
SIMCUDA_SHARED size_t liveAllocations();
// Reports every canary that was overwritten. when: the call that looks.
SIMCUDA_SHARED void checkCanaries(const char* when);
// Declares a part of an allocation; a second slice may share its addresses at another time.
SIMCUDA_SHARED int addSlice(void* p, size_t bytes, const char* name);
SIMCUDA_SHARED int removeSlice(void* p);
SIMCUDA_SHARED void releaseAll();

}  // namespace memory
}  // namespace simcuda
