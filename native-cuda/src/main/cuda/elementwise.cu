// Sums and copies of whole tensors of one shape and layout.
//
//   add         y = a + b (+ c (+ d)), summed in fp32 in this order and rounded once; c and d are optional. The gradient of
//               a tensor with several readers comes together this way, and so do more than four summands, y being a.
//   copy_or_add y = x or y += x: the gradient of a sum with respect to one summand
//   fill        y = value
//
// Launch: flat over size. y may be one of the inputs.
#include "common.cuh"

template <typename T>
inline __device__ void add(const T* a, const T* b, const T* c, const T* d, T* y, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) {
    float sum = load(a, i) + load(b, i);
    if (c) sum += load(c, i);
    if (d) sum += load(d, i);
    store(y, i, sum);
  }
}

extern "C" __global__ void __launch_bounds__(256) add_f32(
    const float* a, const float* b, const float* c, const float* d, float* y, int size) {
  add(a, b, c, d, y, size);
}

extern "C" __global__ void __launch_bounds__(256) add_bf16(
    const bf16* a, const bf16* b, const bf16* c, const bf16* d, bf16* y, int size) {
  add(a, b, c, d, y, size);
}

extern "C" __global__ void __launch_bounds__(256) copy_or_add_f32(const float* x, float* y, int accumulate, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) put(y, i, load(x, i), accumulate);
}

extern "C" __global__ void __launch_bounds__(256) copy_or_add_bf16(const bf16* x, bf16* y, int accumulate, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) put(y, i, load(x, i), accumulate);
}

extern "C" __global__ void __launch_bounds__(256) fill_f32(float* y, float value, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) store(y, i, value);
}

extern "C" __global__ void __launch_bounds__(256) fill_bf16(bf16* y, float value, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) store(y, i, value);
}
