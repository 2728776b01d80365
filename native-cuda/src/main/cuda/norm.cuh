// Batch normalisation of one value, as its forward and backward kernels share it.
#pragma once
#include "activation.cuh"
#include "common.cuh"

// What the kernels read of a batch normalisation, by channel: f32 arrays of C values.
struct Norm {
  const float* mean;
  const float* inverseDeviation;  // 1 / sqrt(variance + epsilon)
  const float* scale;
  const float* shift;
  int activation;

  // (x - mean) * inverseDeviation
  __device__ float normalised(float x, int c) const { return (x - mean[c]) * inverseDeviation[c]; }

  // What the activation is applied to. The backward pass computes it again, and by the very same roundings, so that no mask
  // needs to be kept: hence one fmaf, which the compiler can neither split nor merge.
  __device__ float preactivation(float x, float addend, int c) const {
    return fmaf(scale[c] * inverseDeviation[c], x - mean[c], shift[c]) + addend;
  }
};

// Gradient of the preactivation of value i. The slope is taken from the output y where it is given (not for swish), else from
// the preactivation.
template <typename T>
inline __device__ float preactivation_gradient(Norm norm, const T* dy, const T* x, const T* y, const T* addend, int i, int c) {
  float gradient = load(dy, i);
  if (norm.activation == NONE) return gradient;
  float known = y ? load(y, i) : norm.preactivation(load(x, i), addend ? load(addend, i) : 0.0f, c);
  return gradient * slope(known, norm.activation);
}
