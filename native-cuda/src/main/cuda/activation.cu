// Element-wise activation, where it is not fused into batch normalisation.
//
//   forward   y = a(x)       backward   dx = dy * a'(known) (overwritten or added)
//
// known: for ReLU and ReLU6 the output y, for swish the input x. Activation codes: activation.cuh.
// Launch: flat over size. The layout does not matter. In place (y = x, dx = dy) is allowed.
#include "activation.cuh"
#include "common.cuh"

template <typename T>
inline __device__ void forward(const T* x, T* y, int activation, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) {
    store(y, i, activate(load(x, i), activation));
  }
}

template <typename T>
inline __device__ void backward(const T* dy, const T* known, T* dx, int accumulate, int activation, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) {
    put(dx, i, load(dy, i) * slope(load(known, i), activation), accumulate);
  }
}

extern "C" __global__ void __launch_bounds__(256) activation_forward_f32(const float* x, float* y, int activation, int size) {
  forward(x, y, activation, size);
}

extern "C" __global__ void __launch_bounds__(256) activation_forward_bf16(const bf16* x, bf16* y, int activation, int size) {
  forward(x, y, activation, size);
}

extern "C" __global__ void __launch_bounds__(256) activation_backward_f32(
    const float* dy, const float* known, float* dx, int accumulate, int activation, int size) {
  backward(dy, known, dx, accumulate, activation, size);
}

extern "C" __global__ void __launch_bounds__(256) activation_backward_bf16(
    const bf16* dy, const bf16* known, bf16* dx, int accumulate, int activation, int size) {
  backward(dy, known, dx, accumulate, activation, size);
}
