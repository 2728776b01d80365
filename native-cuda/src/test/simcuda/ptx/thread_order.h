#pragma once
#include <cstddef>
#include <vector>

namespace simcuda::ptx {

// 0 .. count - 1 in the order of the settings; a new shuffle at every call.
void arrange(std::vector<unsigned>& order, size_t count);

}  // namespace simcuda::ptx
