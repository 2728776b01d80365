// Global average pooling: (N, C, H, W) to (N, C), y = mean over the image. Backward: dx = dy / area, overwritten or added.
// (N, C) is the same in both layouts.
//
// global_pool_forward_nchw_f32    Launch: blocks of (32, rows), at most 256 threads, grid ceil(N * C / rows): one warp per plane
// global_pool_forward_nhwc_bf16   Launch: flat over N * C, one thread per channel of an image
// global_pool_backward_*          Launch: flat over size = N * C * area
#include "common.cuh"

extern "C" __global__ void __launch_bounds__(256) global_pool_forward_nchw_f32(
    const float* __restrict__ x, float* __restrict__ y, int area, int planes) {
  int plane = blockIdx.x * blockDim.y + threadIdx.y;
  if (plane >= planes) return;  // the whole warp
  float sum = 0.0f;
  for (int i = threadIdx.x; i < area; i += 32) sum += x[plane * area + i];
  for (int distance = 16; distance > 0; distance /= 2) sum += __shfl_xor_sync(0xffffffffu, sum, distance);
  if (threadIdx.x == 0) y[plane] = sum / (float)area;
}

extern "C" __global__ void __launch_bounds__(256) global_pool_forward_nhwc_bf16(
    const bf16* __restrict__ x, bf16* __restrict__ y, int channels, int area, int planes) {
  for (int i = flat_first(); i < planes; i += flat_stride()) {
    int first = i / channels * area * channels + i % channels;
    float sum = 0.0f;
    for (int pixel = 0; pixel < area; pixel++) sum += load(x, first + pixel * channels);
    store(y, i, sum / (float)area);
  }
}

extern "C" __global__ void __launch_bounds__(256) global_pool_backward_nchw_f32(
    const float* __restrict__ dy, float* __restrict__ dx, int accumulate, int area, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) put(dx, i, dy[i / area] / (float)area, accumulate);
}

extern "C" __global__ void __launch_bounds__(256) global_pool_backward_nhwc_bf16(
    const bf16* __restrict__ dy, bf16* __restrict__ dx, int accumulate, int channels, int area, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) {
    int plane = i / channels / area * channels + i % channels;
    put(dx, i, load(dy, plane) / (float)area, accumulate);
  }
}
