#include "thread_order.h"

#include <algorithm>
#include <numeric>
#include <random>

#include "../core/settings.h"

namespace simcuda::ptx {

void arrange(std::vector<unsigned>& order, size_t count) {
  static std::mt19937_64 generator(settings().seed);
  static uint64_t seed = settings().seed;
  if (seed != settings().seed) generator.seed(seed = settings().seed);
  order.resize(count);
  std::iota(order.begin(), order.end(), 0u);
  switch (settings().order) {
    case ThreadOrder::ascending: break;
    case ThreadOrder::descending: std::reverse(order.begin(), order.end()); break;
    case ThreadOrder::shuffled: std::shuffle(order.begin(), order.end(), generator); break;
  }
}

}  // namespace simcuda::ptx
