// The one matrix product behind convolutions and cuBLAS.
#pragma once
#include <cstddef>

#include "export.h"

namespace simcuda {

// c (m, n) += a (m, k) b (k, n); all row-major and dense.
SIMCUDA_SHARED void multiplyAdd(size_t m, size_t n, size_t k, const float* a, const float* b, float* c);

}  // namespace simcuda
