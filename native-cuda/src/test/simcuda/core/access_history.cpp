#include "access_history.h"

#include <algorithm>

#include "device_memory.h"
#include "report.h"

namespace simcuda {
namespace {

bool overlap(const Access& a, const Access& b) { return a.begin < b.begin + b.bytes && b.begin < a.begin + a.bytes; }
const char* verb(bool write) { return write ? "write" : "read"; }

}  // namespace

void merge(Clock& clock, const Clock& other) {
  for (auto& entry : other) {
    uint64_t& time = clock[entry.first];
    time = std::max(time, entry.second);
  }
}

bool AccessHistory::ordered(const Entry& earlier, int stream, const Clock& clock) {
  if (earlier.stream == stream) return true;
  auto known = clock.find(earlier.stream);
  return known != clock.end() && earlier.time <= known->second;
}

void AccessHistory::add(int stream, const Clock& clock, const std::string& work, const std::vector<Access>& accesses) {
  for (const Access& access : accesses) {
    Allocation* allocation = memory::find(access.begin);
    if (!allocation || !allocation->live) continue;
    std::vector<Entry>& history = byAllocation_[allocation->serial];
    for (const Entry& earlier : history) {
      bool conflict = (earlier.access.write || access.write) && overlap(earlier.access, access);
      if (!conflict || ordered(earlier, stream, clock)) continue;
      report(earlier, access, stream, work, allocation->serial);
      break;
    }
    auto superseded = [&](const Entry& e) {
      return e.access.begin == access.begin && e.access.bytes == access.bytes && e.access.write == access.write &&
             ordered(e, stream, clock);
    };
    history.erase(std::remove_if(history.begin(), history.end(), superseded), history.end());
    history.push_back({access, stream, clock.at(stream), work});
  }
}

void AccessHistory::report(const Entry& earlier, const Access& access, int stream, const std::string& work,
                           uint64_t serial) {
  fault(kLaunchFailure,
        "race between streams on allocation #%lu: the %s by %s (stream %d) is not ordered after the %s by %s "
        "(stream %d); record an event there and wait for it here",
        serial, verb(access.write), work.c_str(), stream, verb(earlier.access.write), earlier.work.c_str(),
        earlier.stream);
}

}  // namespace simcuda
