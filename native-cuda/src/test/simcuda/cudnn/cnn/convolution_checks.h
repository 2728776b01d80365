// Do the descriptors of one convolution fit together?
#pragma once
#include "../checks.h"
#include "algorithms.h"
#include "convolution_math.h"

namespace simcuda::dnn {

// Checks x, filter, convolution and y, and gives their common shape.
void checkShape(Checks& checks, const Tensor* x, const Tensor* filter, const Convolution* by, const Tensor* y);
ConvolutionShape shapeOf(const Tensor& x, const Tensor& filter, const Convolution& by, const Tensor& y);
int outputExtent(int in, int pad, int kernel, int dilation, int stride);

}  // namespace simcuda::dnn
