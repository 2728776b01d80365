// Stochastic gradient descent with Nesterov momentum over one flat buffer of parameters (see Executable):
//
//   g = gradient + weightDecay * w      for i < decayed, else g = gradient
//   v = momentum * v + g
//   w = w - learningRate * (g + momentum * v)
//
// w, v    (size) f32 master weights and velocities, decayed parameters first; parameters that no gradient reaches lie outside
// gradient (size) f32
// rates   device floats learningRate, momentum, weightDecay: they change from step to step under one captured graph
// copy    optional (size) bf16, becomes w rounded
//
// Launch: flat over size.
#include "common.cuh"

extern "C" __global__ void __launch_bounds__(256) sgd_nesterov(
    float* __restrict__ w, float* __restrict__ v, const float* __restrict__ gradient, const float* __restrict__ rates,
    bf16* __restrict__ copy, int decayed, int size) {
  float learningRate = rates[0];
  float momentum = rates[1];
  float weightDecay = rates[2];
  for (int i = flat_first(); i < size; i += flat_stride()) {
    float g = i < decayed ? fmaf(weightDecay, w[i], gradient[i]) : gradient[i];
    float velocity = fmaf(momentum, v[i], g);
    float weight = fmaf(-learningRate, fmaf(momentum, velocity, g), w[i]);
    v[i] = velocity;
    w[i] = weight;
    if (copy) store(copy, i, weight);
  }
}
