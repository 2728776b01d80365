// Changes number format, and layout on the way where asked.
//
//   cast_f32_bf16, cast_bf16_f32    y[i] = x[i], for example bf16 weight gradients to f32
//   nchw_f32_to_nhwc_bf16           y[n, p, c] = x[n, c, p], for example a batch that the host prepared
//   nhwc_bf16_to_nchw_f32           the way back
//
// Launch: flat over size = N * C * area. Input and output must not overlap.
#include "common.cuh"

extern "C" __global__ void __launch_bounds__(256) cast_f32_bf16(const float* __restrict__ x, bf16* __restrict__ y, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) store(y, i, load(x, i));
}

extern "C" __global__ void __launch_bounds__(256) cast_bf16_f32(const bf16* __restrict__ x, float* __restrict__ y, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) store(y, i, load(x, i));
}

// Index in (N, C, area) of value i of (N, area, C).
inline __device__ int plane_index(int i, int channels, int area) {
  int pixel = i / channels;
  return (pixel / area * channels + i % channels) * area + pixel % area;
}

extern "C" __global__ void __launch_bounds__(256) nchw_f32_to_nhwc_bf16(
    const float* __restrict__ x, bf16* __restrict__ y, int channels, int area, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) store(y, i, load(x, plane_index(i, channels, area)));
}

extern "C" __global__ void __launch_bounds__(256) nhwc_bf16_to_nchw_f32(
    const bf16* __restrict__ x, float* __restrict__ y, int channels, int area, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) store(y, plane_index(i, channels, area), load(x, i));
}
