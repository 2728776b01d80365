// Inverted dropout (Srivastava et al., 2014). With u the number at the value's row-major (N, C, H, W) index of
// RandomStream(seed, DROPOUT, stream, *step):
//
//   forward   y = x * f       backward   dx = dy * f (overwritten or added)       f = u >= rate ? 1 / (1 - rate) : 0
//
// Nothing is kept between the passes: f is drawn again. In evaluation dropout is the identity and no kernel runs.
//
// step    device scalar, number of the training step       stream  numbers the dropouts of a program
// rate    (float) of the op's rate                          scale   (float) (1 / (1 - rate)), divided as doubles
//
// Launch: flat over size = N * C * area. In place (y = x, dx = dy) is allowed.
#include "common.cuh"
#include "philox.cuh"

inline __device__ float factor(const RandomStream& random, int i, float rate, float scale) {
  return random.uniform(i) >= rate ? scale : 0.0f;
}

// Row-major index of value i of a channels-last tensor.
inline __device__ int row_major(int i, int channels, int area) {
  int pixel = i / channels;
  return (pixel / area * channels + i % channels) * area + pixel % area;
}

extern "C" __global__ void __launch_bounds__(256) dropout_forward_nchw_f32(
    const float* x, float* y, int size, const long long* __restrict__ step, int stream, float rate, float scale,
    long long seed) {
  RandomStream random(seed, DROPOUT, stream, *step);
  for (int i = flat_first(); i < size; i += flat_stride()) {
    y[i] = x[i] * factor(random, i, rate, scale);
  }
}

extern "C" __global__ void __launch_bounds__(256) dropout_backward_nchw_f32(
    const float* dy, float* dx, int accumulate, int size, const long long* __restrict__ step, int stream, float rate,
    float scale, long long seed) {
  RandomStream random(seed, DROPOUT, stream, *step);
  for (int i = flat_first(); i < size; i += flat_stride()) {
    put(dx, i, dy[i] * factor(random, i, rate, scale), accumulate);
  }
}

extern "C" __global__ void __launch_bounds__(256) dropout_forward_nhwc_bf16(
    const bf16* x, bf16* y, int channels, int area, int size, const long long* __restrict__ step, int stream, float rate,
    float scale, long long seed) {
  RandomStream random(seed, DROPOUT, stream, *step);
  for (int i = flat_first(); i < size; i += flat_stride()) {
    store(y, i, load(x, i) * factor(random, row_major(i, channels, area), rate, scale));
  }
}

extern "C" __global__ void __launch_bounds__(256) dropout_backward_nhwc_bf16(
    const bf16* dy, bf16* dx, int accumulate, int channels, int area, int size, const long long* __restrict__ step,
    int stream, float rate, float scale, long long seed) {
  RandomStream random(seed, DROPOUT, stream, *step);
  for (int i = flat_first(); i < size; i += flat_stride()) {
    put(dx, i, load(dy, i) * factor(random, row_major(i, channels, area), rate, scale), accumulate);
  }
}
