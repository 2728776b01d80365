// The entry points for the Java harness (org.epnas.nativecuda.simulated.SimulatedDevice).
#include <cstring>

#include "capture.h"
#include "counters.h"
#include "device_memory.h"
#include "report.h"
#include "settings.h"
#include "stream.h"

using namespace simcuda;

// A generated stub calls this: the function exists in CUDA, but not here.
SIMCUDA_API int simcudaUnimplemented(const char* name) {
  Entry entry;
  return refuse(kNotSupported, "%s is not implemented by the simulated device", name);
}

SIMCUDA_API long long simcudaReportCount() {
  Entry entry;
  return reports().size();
}

SIMCUDA_API void simcudaReport(long long index, char* buffer, long long capacity) {
  Entry entry;
  strncpy(buffer, reports().at(index).c_str(), capacity - 1);
  buffer[capacity - 1] = 0;
}

// Runs whatever was enqueued and looks at the canaries, so that nothing goes unreported.
SIMCUDA_API void simcudaFinish() {
  Entry entry;
  streams::finishAll("the end of the test");
}

SIMCUDA_API void simcudaClearReports() {
  Entry entry;
  clearReports();
  clearStickyError();
}

SIMCUDA_API void simcudaCounters(Counters* to) {
  Entry entry;
  *to = counters();
}

SIMCUDA_API void simcudaClearCounters() {
  Entry entry;
  counters() = {};
}

SIMCUDA_API long long simcudaLiveBytes() {
  Entry entry;
  return memory::liveBytes();
}

SIMCUDA_API void simcudaSetThreadOrder(int order, long long seed) {
  Entry entry;
  settings().order = static_cast<ThreadOrder>(order);
  settings().seed = seed;
}

SIMCUDA_API void simcudaSetMemory(long long bytes) {
  Entry entry;
  settings().memoryBytes = bytes;
}

SIMCUDA_API int simcudaAddSlice(void* p, long long bytes, const char* name) {
  Entry entry;
  return memory::addSlice(p, bytes, name);
}

SIMCUDA_API int simcudaRemoveSlice(void* p) {
  Entry entry;
  return memory::removeSlice(p);
}

// As if the process had just started, except that old addresses and handles stay invalid.
SIMCUDA_API void simcudaReset() {
  Entry entry;
  streams::reset();
  memory::releaseAll();
  clearReports();
  clearStickyError();
  counters() = {};
}
