// The three convolutions (libcudnn_cnn).
#include <cstring>

#include "../tensor_data.h"
#include "convolution_checks.h"

using namespace simcuda;
using namespace simcuda::dnn;

namespace {

struct Buffer {
  const Tensor* descriptor;
  const void* data;
  const char* name;
};

using Compute = std::vector<float> (*)(const ConvolutionShape&, const std::vector<float>&, const std::vector<float>&);

// One call: two inputs, one output, of which x, filter and y are a permutation.
struct Call {
  const char* name;
  Direction direction;
  const Handle* handle;
  const Tensor *x, *filter, *y;
  const Convolution* by;
  Buffer first, second, output;
  const float *alpha, *beta;
  int algorithmNumber;
  void* workspace;
  size_t workspaceBytes;
  Compute compute;
};

int check(const Call& call, size_t& needed) {
  Checks checks(call.name);
  checks.handle(call.handle);
  checkShape(checks, call.x, call.filter, call.by, call.y);
  if (checks.failed()) return checks.report();
  checks.host(call.alpha, "alpha").host(call.beta, "beta");
  for (const Buffer& b : {call.first, call.second, call.output}) checks.device(b.data, b.descriptor->bytes(), b.name);
  const Algorithm* a = algorithm(call.direction, call.algorithmNumber);
  checks.supported(a != nullptr, text("algorithm %d is not simulated", call.algorithmNumber));
  if (checks.failed()) return checks.report();
  needed = workspaceBytes(*a, *call.filter);
  checks.require(call.workspaceBytes >= needed,
                 text("the workspace has %zu bytes, algorithm %d needs %zu", call.workspaceBytes, a->number, needed));
  if (needed > 0) checks.device(call.workspace, needed, "the workspace");
  return checks.report();
}

int enqueue(const Call& call) {
  size_t needed = 0;
  if (int code = check(call, needed)) return code;
  Tensor first = *call.first.descriptor, second = *call.second.descriptor, output = *call.output.descriptor;
  ConvolutionShape shape = shapeOf(*call.x, *call.filter, *call.by, *call.y);
  const void *a = call.first.data, *b = call.second.data;
  void *to = const_cast<void*>(call.output.data), *workspace = call.workspace;
  float alpha = *call.alpha, beta = *call.beta;
  Compute compute = call.compute;
  auto access = [](const Buffer& buffer, bool write) {
    return Access{static_cast<const char*>(buffer.data), buffer.descriptor->bytes(), write};
  };
  std::vector<Access> accesses = {access(call.first, false), access(call.second, false), access(call.output, true)};
  if (needed > 0) accesses.push_back({static_cast<char*>(workspace), needed, true});
  auto run = [=] {
    // What a workspace holds afterwards is not to be relied on.
    if (needed > 0) memset(workspace, 0xEE, needed);
    write(output, to, compute(shape, read(first, a), read(second, b)), alpha, beta);
  };
  int code = streams::enqueue(call.handle->stream, {WorkKind::library, call.name, accesses, run});
  return code ? reject(kExecutionFailed, call.name, text("the device reports error %d", code)) : 0;
}

}  // namespace

SIMCUDA_API int cudnnConvolutionForward(Handle* h, const float* alpha, Tensor* xDesc, const void* x, Tensor* wDesc,
                                        const void* w, Convolution* conv, int algorithm, void* workspace, size_t bytes,
                                        const float* beta, Tensor* yDesc, void* y) {
  Entry entry;
  return enqueue({"cudnnConvolutionForward",
                  Direction::forward,
                  h,
                  xDesc,
                  wDesc,
                  yDesc,
                  conv,
                  {xDesc, x, "x"},
                  {wDesc, w, "w"},
                  {yDesc, y, "y"},
                  alpha,
                  beta,
                  algorithm,
                  workspace,
                  bytes,
                  forward});
}

SIMCUDA_API int cudnnConvolutionBackwardData(Handle* h, const float* alpha, Tensor* wDesc, const void* w,
                                             Tensor* dyDesc, const void* dy, Convolution* conv, int algorithm,
                                             void* workspace, size_t bytes, const float* beta, Tensor* dxDesc,
                                             void* dx) {
  Entry entry;
  return enqueue({"cudnnConvolutionBackwardData",
                  Direction::backwardData,
                  h,
                  dxDesc,
                  wDesc,
                  dyDesc,
                  conv,
                  {wDesc, w, "w"},
                  {dyDesc, dy, "dy"},
                  {dxDesc, dx, "dx"},
                  alpha,
                  beta,
                  algorithm,
                  workspace,
                  bytes,
                  backwardData});
}

SIMCUDA_API int cudnnConvolutionBackwardFilter(Handle* h, const float* alpha, Tensor* xDesc, const void* x,
                                               Tensor* dyDesc, const void* dy, Convolution* conv, int algorithm,
                                               void* workspace, size_t bytes, const float* beta, Tensor* dwDesc,
                                               void* dw) {
  Entry entry;
  return enqueue({"cudnnConvolutionBackwardFilter",
                  Direction::backwardFilter,
                  h,
                  xDesc,
                  dwDesc,
                  dyDesc,
                  conv,
                  {xDesc, x, "x"},
                  {dyDesc, dy, "dy"},
                  {dwDesc, dw, "dw"},
                  alpha,
                  beta,
                  algorithm,
                  workspace,
                  bytes,
                  backwardFilter});
}
