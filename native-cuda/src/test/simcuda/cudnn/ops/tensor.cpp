// Tensor and filter descriptors (libcudnn_ops).
#include "../checks.h"

using namespace simcuda;
using namespace simcuda::dnn;

namespace {

constexpr int kNchw = 0, kNhwc = 1;

bool knownType(int type) { return type == kFloat || type == kBfloat16; }

bool settable(const Tensor* t, Magic kind) { return t && (t->magic == Magic::created || t->magic == kind); }

Tensor packed(Magic magic, int format, int type, int n, int c, int h, int w) {
  if (format == kNhwc) return {magic, type, n, c, h, w, c * h * w, 1, w * c, c};
  return {magic, type, n, c, h, w, c * h * w, h * w, w, 1};
}

int set(const char* call, Tensor* t, const Tensor& value, bool formatKnown) {
  Checks checks(call);
  checks.require(settable(t, value.magic), "the descriptor was destroyed, or is of another kind");
  checks.require(formatKnown, "only NCHW and NHWC are simulated");
  checks.require(value.n > 0 && value.c > 0 && value.h > 0 && value.w > 0, "every dimension must be positive");
  checks.supported(knownType(value.type), "only float and bfloat16 are simulated");
  if (int code = checks.report()) return code;
  *t = value;
  return 0;
}

int destroy(const char* call, Tensor* t) {
  if (!t) return 0;
  if (t->magic == Magic::destroyed) return reject(kBadParameter, call, "the descriptor was destroyed before");
  t->magic = Magic::destroyed;
  return 0;
}

}  // namespace

SIMCUDA_API int cudnnCreateTensorDescriptor(Tensor** t) {
  *t = new Tensor{};
  (*t)->magic = Magic::created;
  return 0;
}

SIMCUDA_API int cudnnDestroyTensorDescriptor(Tensor* t) {
  Entry entry;
  return destroy("cudnnDestroyTensorDescriptor", t);
}

SIMCUDA_API int cudnnSetTensor4dDescriptor(Tensor* t, int format, int type, int n, int c, int h, int w) {
  Entry entry;
  return set("cudnnSetTensor4dDescriptor", t, packed(Magic::tensor, format, type, n, c, h, w),
             format == kNchw || format == kNhwc);
}

SIMCUDA_API int cudnnSetTensor4dDescriptorEx(Tensor* t, int type, int n, int c, int h, int w, int strideN, int strideC,
                                             int strideH, int strideW) {
  Entry entry;
  return set("cudnnSetTensor4dDescriptorEx", t, {Magic::tensor, type, n, c, h, w, strideN, strideC, strideH, strideW},
             true);
}

SIMCUDA_API int cudnnGetTensorSizeInBytes(const Tensor* t, size_t* bytes) {
  Entry entry;
  if (int code = Checks("cudnnGetTensorSizeInBytes").tensor(t, "tensorDesc").report()) return code;
  *bytes = t->bytes();
  return 0;
}

SIMCUDA_API int cudnnCreateFilterDescriptor(Tensor** t) { return cudnnCreateTensorDescriptor(t); }

SIMCUDA_API int cudnnDestroyFilterDescriptor(Tensor* t) {
  Entry entry;
  return destroy("cudnnDestroyFilterDescriptor", t);
}

SIMCUDA_API int cudnnSetFilter4dDescriptor(Tensor* t, int type, int format, int k, int c, int r, int s) {
  Entry entry;
  return set("cudnnSetFilter4dDescriptor", t, packed(Magic::filter, format, type, k, c, r, s),
             format == kNchw || format == kNhwc);
}
