// Convolution descriptors, output shapes and the choice of an algorithm (libcudnn_cnn).
#include "convolution_checks.h"

using namespace simcuda;
using namespace simcuda::dnn;

namespace {

// cudnnConvolution...AlgoPerf_t
struct Performance {
  int algorithm;
  int status;
  float time;
  size_t memory;
  int determinism;
  int mathType;
  int reserved[3];
};

int choose(const char* call, Direction direction, const Handle* h, const Tensor* x, const Tensor* filter,
           const Convolution* by, const Tensor* y, int wanted, int* returned, Performance* results) {
  Checks checks(call);
  checks.handle(h);
  checkShape(checks, x, filter, by, y);
  checks.require(wanted > 0 && returned && results, "room for at least one result is needed");
  if (int code = checks.report()) return code;
  *returned = 0;
  for (const Algorithm& a : algorithms(direction)) {
    if (*returned == wanted) break;
    results[*returned] = {a.number,     0, 0.1f * (*returned + 1), workspaceBytes(a, *filter), a.deterministic ? 1 : 0,
                          by->mathType, {}};
    ++*returned;
  }
  return 0;
}

int workspace(const char* call, Direction direction, const Handle* h, const Tensor* x, const Tensor* filter,
              const Convolution* by, const Tensor* y, int number, size_t* bytes) {
  Checks checks(call);
  checks.handle(h);
  checkShape(checks, x, filter, by, y);
  const Algorithm* a = algorithm(direction, number);
  checks.supported(a != nullptr, text("algorithm %d is not simulated", number));
  if (int code = checks.report()) return code;
  *bytes = workspaceBytes(*a, *filter);
  return 0;
}

}  // namespace

SIMCUDA_API int cudnnCreateConvolutionDescriptor(Convolution** c) {
  *c = new Convolution{};
  (*c)->magic = Magic::created;
  (*c)->groups = 1;
  return 0;
}

SIMCUDA_API int cudnnDestroyConvolutionDescriptor(Convolution* c) {
  Entry entry;
  if (!c) return 0;
  if (c->magic == Magic::destroyed)
    return reject(kBadParameter, "cudnnDestroyConvolutionDescriptor", "the descriptor was destroyed before");
  c->magic = Magic::destroyed;
  return 0;
}

SIMCUDA_API int cudnnSetConvolution2dDescriptor(Convolution* c, int padH, int padW, int strideH, int strideW,
                                                int dilationH, int dilationW, int mode, int computeType) {
  Entry entry;
  Checks checks("cudnnSetConvolution2dDescriptor");
  checks.require(c && (c->magic == Magic::created || c->magic == Magic::convolution),
                 "convDesc is null or was destroyed");
  checks.require(padH >= 0 && padW >= 0, "the padding must not be negative");
  checks.require(strideH > 0 && strideW > 0 && dilationH > 0 && dilationW > 0,
                 "strides and dilations must be positive");
  checks.require(mode == 0 || mode == 1, "unknown mode");
  checks.supported(computeType == kFloat, "only float accumulation is simulated");
  if (int code = checks.report()) return code;
  *c = {Magic::convolution, padH, padW,        strideH,   strideW,    dilationH,
        dilationW,          mode, computeType, c->groups, c->mathType};
  return 0;
}

SIMCUDA_API int cudnnSetConvolutionGroupCount(Convolution* c, int groups) {
  Entry entry;
  Checks checks("cudnnSetConvolutionGroupCount");
  if (int code = checks.convolution(c).require(groups >= 1, "at least one group is needed").report()) return code;
  c->groups = groups;
  return 0;
}

SIMCUDA_API int cudnnSetConvolutionMathType(Convolution* c, int mathType) {
  Entry entry;
  Checks checks("cudnnSetConvolutionMathType");
  if (int code = checks.convolution(c).require(mathType >= 0 && mathType <= 3, "unknown math type").report())
    return code;
  c->mathType = mathType;
  return 0;
}

SIMCUDA_API int cudnnGetConvolution2dForwardOutputDim(const Convolution* c, const Tensor* x, const Tensor* filter,
                                                      int* n, int* k, int* p, int* q) {
  Entry entry;
  Checks checks("cudnnGetConvolution2dForwardOutputDim");
  checks.convolution(c).tensor(x, "inputTensorDesc").filter(filter, "filterDesc");
  if (int code = checks.report()) return code;
  *n = x->n;
  *k = filter->n;
  *p = outputExtent(x->h, c->padH, filter->h, c->dilationH, c->strideH);
  *q = outputExtent(x->w, c->padW, filter->w, c->dilationW, c->strideW);
  return 0;
}

SIMCUDA_API int cudnnGetConvolutionForwardAlgorithm_v7(Handle* h, Tensor* x, Tensor* w, Convolution* c, Tensor* y,
                                                       int wanted, int* returned, Performance* results) {
  Entry entry;
  return choose("cudnnGetConvolutionForwardAlgorithm_v7", Direction::forward, h, x, w, c, y, wanted, returned, results);
}

SIMCUDA_API int cudnnGetConvolutionBackwardDataAlgorithm_v7(Handle* h, Tensor* w, Tensor* dy, Convolution* c,
                                                            Tensor* dx, int wanted, int* returned,
                                                            Performance* results) {
  Entry entry;
  return choose("cudnnGetConvolutionBackwardDataAlgorithm_v7", Direction::backwardData, h, dx, w, c, dy, wanted,
                returned, results);
}

SIMCUDA_API int cudnnGetConvolutionBackwardFilterAlgorithm_v7(Handle* h, Tensor* x, Tensor* dy, Convolution* c,
                                                              Tensor* dw, int wanted, int* returned,
                                                              Performance* results) {
  Entry entry;
  return choose("cudnnGetConvolutionBackwardFilterAlgorithm_v7", Direction::backwardFilter, h, x, dw, c, dy, wanted,
                returned, results);
}

SIMCUDA_API int cudnnGetConvolutionForwardAlgorithmMaxCount(Handle*, int* count) {
  *count = algorithms(Direction::forward).size();
  return 0;
}

SIMCUDA_API int cudnnGetConvolutionBackwardDataAlgorithmMaxCount(Handle*, int* count) {
  *count = algorithms(Direction::backwardData).size();
  return 0;
}

SIMCUDA_API int cudnnGetConvolutionBackwardFilterAlgorithmMaxCount(Handle*, int* count) {
  *count = algorithms(Direction::backwardFilter).size();
  return 0;
}

SIMCUDA_API int cudnnGetConvolutionForwardWorkspaceSize(Handle* h, Tensor* x, Tensor* w, Convolution* c, Tensor* y,
                                                        int algorithm, size_t* bytes) {
  Entry entry;
  return workspace("cudnnGetConvolutionForwardWorkspaceSize", Direction::forward, h, x, w, c, y, algorithm, bytes);
}

SIMCUDA_API int cudnnGetConvolutionBackwardDataWorkspaceSize(Handle* h, Tensor* w, Tensor* dy, Convolution* c,
                                                             Tensor* dx, int algorithm, size_t* bytes) {
  Entry entry;
  return workspace("cudnnGetConvolutionBackwardDataWorkspaceSize", Direction::backwardData, h, dx, w, c, dy, algorithm,
                   bytes);
}

SIMCUDA_API int cudnnGetConvolutionBackwardFilterWorkspaceSize(Handle* h, Tensor* x, Tensor* dy, Convolution* c,
                                                               Tensor* dw, int algorithm, size_t* bytes) {
  Entry entry;
  return workspace("cudnnGetConvolutionBackwardFilterWorkspaceSize", Direction::backwardFilter, h, x, dw, c, dy,
                   algorithm, bytes);
}
