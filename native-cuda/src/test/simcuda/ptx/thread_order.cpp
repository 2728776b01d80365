#include "thread_order.h"

#include <algorithm>
#include <numeric>

#include "../core/settings.h"

namespace simcuda::ptx {
namespace {

// SplitMix64 (Steele, Lea and Flood 2014): a shuffle is made between any two barriers of every block.
uint64_t mixed(uint64_t& state) {
  uint64_t z = state += 0x9E3779B97F4A7C15;
  z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
  z = (z ^ z >> 27) * 0x94D049BB133111EB;
  return z ^ z >> 31;
}

// Goes on from call to call, until the settings name another seed.
void shuffle(std::vector<unsigned>& order) {
  static uint64_t seed = settings().seed, state = seed;
  if (seed != settings().seed) state = seed = settings().seed;
  for (size_t left = order.size(); left > 1; left--)
    std::swap(order[left - 1], order[(mixed(state) >> 32) * left >> 32]);
}

}  // namespace

void arrange(std::vector<unsigned>& order, size_t count) {
  order.resize(count);
  std::iota(order.begin(), order.end(), 0u);
  switch (settings().order) {
    case ThreadOrder::ascending: break;
    case ThreadOrder::descending: std::reverse(order.begin(), order.end()); break;
    case ThreadOrder::shuffled: shuffle(order); break;
  }
}

}  // namespace simcuda::ptx
