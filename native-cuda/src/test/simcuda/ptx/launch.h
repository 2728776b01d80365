// One launch of a kernel, and running it.
#pragma once
#include <memory>
#include <vector>

#include "../core/device_memory.h"
#include "function.h"

namespace simcuda::ptx {

struct Launch {
  const Function* function;
  unsigned grid[3];
  unsigned block[3];
  size_t sharedBytes;  // static and dynamic
  std::vector<char> parameters;
  std::vector<Extent> reach;  // of each of the function's pointer parameters

  unsigned threads() const { return block[0] * block[1] * block[2]; }
};

// Runs every block, in the order that the settings ask for; stops at the first fault.
void run(const Launch& launch);

}  // namespace simcuda::ptx
