#include "convolution_checks.h"

namespace simcuda::dnn {
namespace {

std::string shapeText(int n, int c, int h, int w) { return text("(%d, %d, %d, %d)", n, c, h, w); }

}  // namespace

int outputExtent(int in, int pad, int kernel, int dilation, int stride) {
  return 1 + (in + 2 * pad - ((kernel - 1) * dilation + 1)) / stride;
}

void checkShape(Checks& checks, const Tensor* x, const Tensor* filter, const Convolution* by, const Tensor* y) {
  checks.tensor(x, "the input's descriptor").filter(filter, "the filter's descriptor").convolution(by);
  checks.tensor(y, "the output's descriptor");
  if (checks.failed()) return;
  checks.require(x->c == by->groups * filter->c,
                 text("the input has %d channels, the filter expects %d groups of %d", x->c, by->groups, filter->c));
  checks.require(filter->n % by->groups == 0, text("%d filters cannot be split into %d groups", filter->n, by->groups));
  int p = outputExtent(x->h, by->padH, filter->h, by->dilationH, by->strideH);
  int q = outputExtent(x->w, by->padW, filter->w, by->dilationW, by->strideW);
  checks.require(y->n == x->n && y->c == filter->n && y->h == p && y->w == q,
                 "the output's descriptor says " + shapeText(y->n, y->c, y->h, y->w) + ", the convolution gives " +
                     shapeText(x->n, filter->n, p, q));
  checks.supported(x->type == y->type && x->type == filter->type, "input, filter and output must be of one type");
  bool nhwc = x->strideC == 1 && x->c > 1 && x->h * x->w > 1;
  checks.supported(!nhwc || (filter->strideC == 1 || filter->c == 1), "an NHWC input needs an NHWC filter");
}

ConvolutionShape shapeOf(const Tensor& x, const Tensor& filter, const Convolution& by, const Tensor& y) {
  return {x.n, x.c, x.h, x.w, y.c, y.h, y.w, filter.h, filter.w, by};
}

}  // namespace simcuda::dnn
