// Reductions with one order.
//
//   sum_parts           y[i] = sum over p of partial[p, i], p ascending; partial (parts, size) f32, y (size) overwritten.
//                       Launch: flat over size.
//   find_non_finite_*   *first = min(*first, smallest i whose x[i] is NaN or infinite): the caller sets it to INT_MAX before. An
//                       integer minimum does not depend on the order. Launch: flat over size.
#include "common.cuh"

extern "C" __global__ void __launch_bounds__(256) sum_parts(
    const float* __restrict__ partial, float* __restrict__ y, int parts, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) {
    float sum = 0.0f;
    for (int p = 0; p < parts; p++) sum += partial[p * size + i];
    y[i] = sum;
  }
}

template <typename T>
inline __device__ void find_non_finite(const T* x, int* first, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) {
    if (!isfinite(load(x, i))) {
      atomicMin(first, i);
      return;
    }
  }
}

extern "C" __global__ void __launch_bounds__(256) find_non_finite_f32(const float* __restrict__ x, int* first, int size) {
  find_non_finite(x, first, size);
}

extern "C" __global__ void __launch_bounds__(256) find_non_finite_bf16(const bf16* __restrict__ x, int* first, int size) {
  find_non_finite(x, first, size);
}
