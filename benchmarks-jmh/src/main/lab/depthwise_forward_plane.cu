// Tried: a block reads one plane of one image into shared memory once, in place of every thread reading its window.
// Against: depthwise_forward_nchw_f32 (depthwise.cu), same arguments, same bits.
// Launch: N * C blocks of at most 256 threads; dynamic shared memory: H * W floats.
#include "common.cuh"
#include "window.cuh"

extern "C" __global__ void __launch_bounds__(256) depthwise_forward_nchw_f32_plane(
    const float* __restrict__ x, const float* __restrict__ w, float* __restrict__ y, int channels, int height, int width,
    int outHeight, int outWidth, int kernel, int stride, int padding, int dilation, int) {
  extern __shared__ float plane[];
  Window window = {kernel, stride, padding, dilation};
  int area = height * width;
  for (int i = threadIdx.x; i < area; i += blockDim.x) plane[i] = x[(int)blockIdx.x * area + i];
  __syncthreads();
  const float* taps = w + (int)blockIdx.x % channels * kernel * kernel;
  for (int o = threadIdx.x; o < outHeight * outWidth; o += blockDim.x) {
    float sum = 0.0f;
    for (int t = 0; t < kernel * kernel; t++) {
      int iy = window.input(o / outWidth, t / kernel);
      int ix = window.input(o % outWidth, t % kernel);
      if (iy >= 0 && iy < height && ix >= 0 && ix < width) sum = fmaf(taps[t], plane[iy * width + ix], sum);
    }
    y[(int)blockIdx.x * outHeight * outWidth + o] = sum;
  }
}
