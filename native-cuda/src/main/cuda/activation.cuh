// The activations and their slopes. Code: 0 none, 1 ReLU, 2 ReLU6, 3 swish, the order of the Java enum.
#pragma once

enum Activation { NONE = 0, RELU = 1, RELU6 = 2, SWISH = 3 };

inline __device__ float sigmoid(float x) { return 1.0f / (1.0f + expf(-x)); }

// NaN stays NaN, so that a diverged network is seen in its loss.
inline __device__ float activate(float x, int activation) {
  if (activation == NONE) return x;
  if (activation == SWISH) return x * sigmoid(x);
  float positive = x <= 0.0f ? 0.0f : x;
  return activation == RELU6 && positive > 6.0f ? 6.0f : positive;
}

// Derivative; 0 at the corners of a clipped line. `known` is the activation's input or, for ReLU and ReLU6, its output.
inline __device__ float slope(float known, int activation) {
  if (activation == NONE) return 1.0f;
  if (activation == SWISH) {
    float s = sigmoid(known);
    return s * (1.0f + known * (1.0f - s));
  }
  return known > 0.0f && (activation == RELU || known < 6.0f) ? 1.0f : 0.0f;
}
