// A square sliding window, as in org.epnas.training.reference.Window: tap t of output o reads input o * stride - padding +
// t * dilation, which may lie outside of the image.
#pragma once
#include "common.cuh"

struct Window {
  int kernel, stride, padding, dilation;

  __device__ int input(int output, int tap) const { return output * stride - padding + tap * dilation; }

  // The output whose tap reads this input, or -1 where there is none.
  __device__ int output_reading(int input, int tap, int outputs) const {
    int strided = input + padding - tap * dilation;
    int output = strided / stride;
    return strided >= 0 && output * stride == strided && output < outputs ? output : -1;
  }

  // Inputs that the window of an output covers, without dilation.
  __device__ int covered(int output, int inputs) const {
    int from = input(output, 0);
    return min(inputs, from + kernel) - max(0, from);
  }
};

// Shapes of an op that slides a window over images: `in` is the side of x and dx, `out` the side of y and dy.
struct SlidingOp {
  Image in, out;
  Window window;
};
