// Finds races between streams: two pieces of work that touch the same bytes, one of them writing,
// with no event or synchronisation that orders them. Order is kept by vector clocks (Mattern 1989).
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "export.h"

namespace simcuda {

// Bytes of device memory that one piece of work reads, or may write.
struct Access {
  const char* begin;
  size_t bytes;
  bool write;
};

// Stream id -> how much of that stream's work is known to have happened before.
using Clock = std::map<int, uint64_t>;

SIMCUDA_SHARED void merge(Clock& clock, const Clock& other);

class SIMCUDA_SHARED AccessHistory {
 public:
  // Adds work of a stream whose clock already counts it; reports each race with earlier work.
  void add(int stream, const Clock& clock, const std::string& work, const std::vector<Access>& accesses);

 private:
  struct Entry {
    Access access;
    int stream;
    uint64_t time;
    std::string work;
  };

  static bool ordered(const Entry& earlier, int stream, const Clock& clock);
  void report(const Entry& earlier, const Access& access, int stream, const std::string& work, uint64_t serial);

  std::map<uint64_t, std::vector<Entry>> byAllocation_;
};

}  // namespace simcuda
