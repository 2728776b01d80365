#include "algorithms.h"

namespace simcuda::dnn {

const std::vector<Algorithm>& algorithms(Direction direction) {
  static const std::vector<Algorithm> forward = {{1, true, true}, {0, true, false}};
  static const std::vector<Algorithm> backward = {{0, false, false}, {1, true, true}};
  return direction == Direction::forward ? forward : backward;
}

const Algorithm* algorithm(Direction direction, int number) {
  for (const Algorithm& a : algorithms(direction))
    if (a.number == number) return &a;
  return nullptr;
}

size_t workspaceBytes(const Algorithm& algorithm, const Tensor& filter) {
  return algorithm.workspace ? 1001 + 4 * filter.elements() : 0;
}

}  // namespace simcuda::dnn
