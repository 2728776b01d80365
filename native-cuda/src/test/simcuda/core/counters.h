// What the device was asked to do, counted for the tests ("one training step: 0 allocations").
#pragma once
#include <cstdint>

#include "export.h"

namespace simcuda {

// The order is the interface to SimulatedDevice.java: append only.
struct Counters {
  int64_t kernels;       // kernels executed, those of graph replays included
  int64_t libraryCalls;  // cuDNN and cuBLAS work executed, that of graph replays included
  int64_t launches;      // launch calls made by the host (cuLaunchKernel, cuDNN, cuBLAS, graph)
  int64_t graphReplays;
  int64_t allocations;
  int64_t bytesAllocated;
  int64_t frees;
  int64_t synchronisations;  // calls that make the host wait: synchronize, and blocking copies
  int64_t hostToDevice;      // copies executed
  int64_t deviceToHost;
  int64_t deviceToDevice;
  int64_t fills;  // memsets executed
  int64_t hostToDeviceBytes;
  int64_t deviceToHostBytes;
};

SIMCUDA_SHARED Counters& counters();

}  // namespace simcuda
