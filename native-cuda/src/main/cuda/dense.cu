// What a dense layer needs beside its matrix products: the bias and its gradient.
//
//   bias_add_*        y[r, c] += bias[c]             y (rows, columns) f32 or bf16, in place.
//                     Launch: flat over size = rows * columns.
//   bias_gradient_*   dBias[c] = sum over r of dy[r, c], in ascending order, overwritten.
//                     Launch: flat over columns.
//
// bias, dBias (columns) f32.
#include "common.cuh"

template <typename T>
inline __device__ void add_bias(T* y, const float* bias, int columns, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) put(y, i, bias[i % columns], 1);
}

template <typename T>
inline __device__ void bias_gradient(const T* dy, float* dBias, int rows, int columns) {
  for (int c = flat_first(); c < columns; c += flat_stride()) {
    float sum = 0.0f;
    for (int r = 0; r < rows; r++) sum += load(dy, r * columns + c);
    dBias[c] = sum;
  }
}

extern "C" __global__ void __launch_bounds__(256) bias_add_f32(
    float* __restrict__ y, const float* __restrict__ bias, int columns, int size) {
  add_bias(y, bias, columns, size);
}

extern "C" __global__ void __launch_bounds__(256) bias_add_bf16(
    bf16* __restrict__ y, const float* __restrict__ bias, int columns, int size) {
  add_bias(y, bias, columns, size);
}

extern "C" __global__ void __launch_bounds__(256) bias_gradient_f32(
    const float* __restrict__ dy, float* __restrict__ dBias, int rows, int columns) {
  bias_gradient(dy, dBias, rows, columns);
}

extern "C" __global__ void __launch_bounds__(256) bias_gradient_bf16(
    const bf16* __restrict__ dy, float* __restrict__ dBias, int rows, int columns) {
  bias_gradient(dy, dBias, rows, columns);
}
