// Between a tensor in device memory, in its layout and type, and dense NCHW float.
#pragma once
#include <vector>

#include "../core/bfloat16.h"
#include "descriptors.h"

namespace simcuda::dnn {

inline float element(const Tensor& t, const void* data, size_t at) {
  return t.type == kBfloat16 ? fromBfloat16(static_cast<const uint16_t*>(data)[at])
                             : static_cast<const float*>(data)[at];
}

template <class F>
void eachElement(const Tensor& t, F f) {
  size_t dense = 0;
  for (int n = 0; n < t.n; n++)
    for (int c = 0; c < t.c; c++)
      for (int h = 0; h < t.h; h++)
        for (int w = 0; w < t.w; w++) f(dense++, t.at(n, c, h, w));
}

inline std::vector<float> read(const Tensor& t, const void* data) {
  std::vector<float> result(t.elements());
  eachElement(t, [&](size_t dense, size_t at) { result[dense] = element(t, data, at); });
  return result;
}

// data = alpha * values + beta * data; for beta 0 the old contents are not read.
inline void write(const Tensor& t, void* data, const std::vector<float>& values, float alpha, float beta) {
  eachElement(t, [&](size_t dense, size_t at) {
    float value = alpha * values[dense] + (beta == 0 ? 0.0f : beta * element(t, data, at));
    if (t.type == kBfloat16)
      static_cast<uint16_t*>(data)[at] = toBfloat16(value);
    else
      static_cast<float*>(data)[at] = value;
  });
}

}  // namespace simcuda::dnn
