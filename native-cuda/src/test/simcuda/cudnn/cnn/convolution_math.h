// The three convolutions in plain loops over matrices, all in dense NCHW float.
#pragma once
#include <vector>

#include "../descriptors.h"

namespace simcuda::dnn {

struct ConvolutionShape {
  int n, c, h, w;  // input
  int k, p, q;     // output: (n, k, p, q)
  int r, s;        // filter: (k, c / groups, r, s)
  Convolution by;
};

// y = w * x
std::vector<float> forward(const ConvolutionShape& shape, const std::vector<float>& x, const std::vector<float>& w);
// dx from dy
std::vector<float> backwardData(const ConvolutionShape& shape, const std::vector<float>& w,
                                const std::vector<float>& dy);
// dw from x and dy
std::vector<float> backwardFilter(const ConvolutionShape& shape, const std::vector<float>& x,
                                  const std::vector<float>& dy);

}  // namespace simcuda::dnn
