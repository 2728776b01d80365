// The convolution algorithms that the simulated cuDNN offers: what they are called, whether they are
// deterministic and how much workspace they ask for. All compute the same.
#pragma once
#include <vector>

#include "../descriptors.h"

namespace simcuda::dnn {

enum class Direction { forward, backwardData, backwardFilter };

struct Algorithm {
  int number;
  bool deterministic;
  bool workspace;
};

// Fastest first. As in cuDNN, algorithm 0 of the two backward directions is not deterministic.
const std::vector<Algorithm>& algorithms(Direction direction);
// Null if the simulator has no algorithm of that number.
const Algorithm* algorithm(Direction direction, int number);
// Bytes; odd on purpose, so that an assumption about them fails.
size_t workspaceBytes(const Algorithm& algorithm, const Tensor& filter);

}  // namespace simcuda::dnn
