// What a test can choose about the simulated device.
#pragma once
#include <cstddef>
#include <cstdint>

#include "export.h"

namespace simcuda {

// In which order the blocks of a launch, and the threads of a block, run between two barriers.
enum class ThreadOrder : int { ascending = 0, descending = 1, shuffled = 2 };

struct Settings {
  ThreadOrder order = ThreadOrder::ascending;
  uint64_t seed = 1;
  int driverVersion = 13030;   // CUDA 13.3: the toolkit of the presets
  int computeCapability = 90;  // major * 10 + minor
  size_t memoryBytes = size_t{2} << 30;
  bool present = true;
};

// The settings in force, first taken from the environment: SIMCUDA_ORDER (ascending, descending,
// shuffled), SIMCUDA_SEED, SIMCUDA_DRIVER, SIMCUDA_CC, SIMCUDA_MEMORY_MB, SIMCUDA_NO_DEVICE.
SIMCUDA_SHARED Settings& settings();

}  // namespace simcuda
