#include "matrix.h"

namespace simcuda {

__attribute__((target_clones("avx2", "default"))) void multiplyAdd(size_t m, size_t n, size_t k, const float* a,
                                                                   const float* b, float* c) {
  for (size_t i = 0; i < m; i++)
    for (size_t p = 0; p < k; p++) {
      float factor = a[i * k + p];
      const float* row = b + p * n;
      float* to = c + i * n;
      for (size_t j = 0; j < n; j++) to[j] += factor * row[j];
    }
}

}  // namespace simcuda
