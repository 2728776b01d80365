// Batch normalisation (Ioffe and Szegedy, 2015) with an addition and an activation behind it, in one pass over memory:
//
//   xh = (x - mean) * inverseDeviation     z = scale * xh + shift + addend     y = a(z)
//
// and its gradient, with g = dy * a'(z) and the sums over the M values of a channel (from batch_norm_sums.cu):
//
//   dx = scale * inverseDeviation * (g - dShift / M - xh * dScale / M)         dAddend = g
//
// x, y, dy, dx   (N, C, H, W) f32 or (N, H, W, C) bf16
// addend         optional, like x: added before the activation
// mean, inverseDeviation, scale, shift, dScale, dShift   (C) f32. Training: from batch_norm_statistics; inference: the
//                running mean and the result of batch_norm_inverse_deviation.
// y (backward)   optional, ReLU and ReLU6 only: the slope is read from it and the addend is not needed. Else z is computed
//                again from x and addend. For activation none neither is read.
// dx, dAddend    each optional, each with its own accumulate
//
// Launch: flat over size = N * C * area. In place (y = x or addend, dx or dAddend = dy) is allowed.
#include "norm.cuh"

template <typename Layout, typename T>
inline __device__ void forward(const T* x, const T* addend, T* y, Norm norm, int channels, int area, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) {
    int c = Layout::channel(i, channels, area);
    float z = norm.preactivation(load(x, i), addend ? load(addend, i) : 0.0f, c);
    store(y, i, activate(z, norm.activation));
  }
}

template <typename Layout, typename T>
inline __device__ void backward(const T* dy, const T* x, const T* y, const T* addend, Norm norm, const float* dScale,
                                const float* dShift, T* dx, int accumulate, T* dAddend, int accumulateAddend, int channels,
                                int area, int size) {
  float perValue = 1.0f / (float)(size / channels);
  for (int i = flat_first(); i < size; i += flat_stride()) {
    int c = Layout::channel(i, channels, area);
    float g = preactivation_gradient(norm, dy, x, y, addend, i, c);
    if (dx) {
      float centred = g - (dShift[c] + norm.normalised(load(x, i), c) * dScale[c]) * perValue;
      put(dx, i, norm.scale[c] * norm.inverseDeviation[c] * centred, accumulate);
    }
    if (dAddend) put(dAddend, i, g, accumulateAddend);
  }
}

extern "C" __global__ void __launch_bounds__(256) batch_norm_forward_nchw_f32(
    const float* x, const float* addend, float* y, const float* __restrict__ mean, const float* __restrict__ inverseDeviation,
    const float* __restrict__ scale, const float* __restrict__ shift, int activation, int channels, int area, int size) {
  forward<Nchw>(x, addend, y, Norm{mean, inverseDeviation, scale, shift, activation}, channels, area, size);
}

extern "C" __global__ void __launch_bounds__(256) batch_norm_forward_nhwc_bf16(
    const bf16* x, const bf16* addend, bf16* y, const float* __restrict__ mean, const float* __restrict__ inverseDeviation,
    const float* __restrict__ scale, const float* __restrict__ shift, int activation, int channels, int area, int size) {
  forward<Nhwc>(x, addend, y, Norm{mean, inverseDeviation, scale, shift, activation}, channels, area, size);
}

extern "C" __global__ void __launch_bounds__(256) batch_norm_backward_nchw_f32(
    const float* dy, const float* x, const float* y, const float* addend, const float* __restrict__ mean,
    const float* __restrict__ inverseDeviation, const float* __restrict__ scale, const float* __restrict__ shift,
    const float* __restrict__ dScale, const float* __restrict__ dShift, float* dx, int accumulate, float* dAddend,
    int accumulateAddend, int activation, int channels, int area, int size) {
  backward<Nchw>(dy, x, y, addend, Norm{mean, inverseDeviation, scale, shift, activation}, dScale, dShift, dx, accumulate,
                 dAddend, accumulateAddend, channels, area, size);
}

extern "C" __global__ void __launch_bounds__(256) batch_norm_backward_nhwc_bf16(
    const bf16* dy, const bf16* x, const bf16* y, const bf16* addend, const float* __restrict__ mean,
    const float* __restrict__ inverseDeviation, const float* __restrict__ scale, const float* __restrict__ shift,
    const float* __restrict__ dScale, const float* __restrict__ dShift, bf16* dx, int accumulate, bf16* dAddend,
    int accumulateAddend, int activation, int channels, int area, int size) {
  backward<Nhwc>(dy, x, y, addend, Norm{mean, inverseDeviation, scale, shift, activation}, dScale, dShift, dx, accumulate,
                 dAddend, accumulateAddend, channels, area, size);
}
