// What crosses the borders of the eight libraries, and the lock that every entry point takes.
#pragma once
#include <mutex>

// A function of the CUDA interfaces (or of the Java harness), under its C name.
#define SIMCUDA_API extern "C" __attribute__((visibility("default")))
// A C++ class or function of the core that the other libraries use.
#define SIMCUDA_SHARED __attribute__((visibility("default")))

namespace simcuda {

// The simulated device does one thing at a time: every entry point holds this lock.
class SIMCUDA_SHARED Entry {
 public:
  Entry();
  ~Entry();
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;
};

}  // namespace simcuda
