#include "handle.h"

#include "../core/device_memory.h"

using namespace simcuda;
using namespace simcuda::blas;

extern "C" int cuDeviceGetCount(int* count);

namespace simcuda::blas {

int check(const Handle* h, const char* call) {
  if (h && h->magic == kLive) return 0;
  return refuse(kNotInitialized, "%s: the handle is %s", call, h ? "destroyed" : "null");
}

}  // namespace simcuda::blas

SIMCUDA_API int cublasCreate_v2(Handle** handle) {
  Entry entry;
  int devices = 0;
  cuDeviceGetCount(&devices);
  if (devices == 0) return kNotInitialized;
  *handle = new Handle{kLive, streams::of(nullptr, "cublasCreate"), nullptr, 0};
  return 0;
}

SIMCUDA_API int cublasDestroy_v2(Handle* h) {
  Entry entry;
  if (int code = check(h, "cublasDestroy")) return code;
  h->magic = 0;
  return 0;
}

SIMCUDA_API int cublasGetVersion_v2(Handle*, int* version) {
  *version = 130300;
  return 0;
}

SIMCUDA_API int cublasSetStream_v2(Handle* h, void* stream) {
  Entry entry;
  if (int code = check(h, "cublasSetStream")) return code;
  Stream* s = streams::of(stream, "cublasSetStream");
  if (!s) return kInvalid;
  h->stream = s;
  return 0;
}

SIMCUDA_API int cublasSetMathMode(Handle* h, int) {
  Entry entry;
  return check(h, "cublasSetMathMode");
}

SIMCUDA_API int cublasSetAtomicsMode(Handle* h, int) {
  Entry entry;
  return check(h, "cublasSetAtomicsMode");
}

SIMCUDA_API int cublasSetPointerMode_v2(Handle* h, int mode) {
  Entry entry;
  if (int code = check(h, "cublasSetPointerMode")) return code;
  return mode == 0 ? 0 : refuse(kStatusNotSupported, "cublasSetPointerMode: scalars on the device are not simulated");
}

SIMCUDA_API int cublasSetWorkspace_v2(Handle* h, void* workspace, size_t bytes) {
  Entry entry;
  if (int code = check(h, "cublasSetWorkspace")) return code;
  std::string problem = workspace ? memory::problem(workspace, bytes) : "";
  if (!problem.empty()) return refuse(kInvalid, "cublasSetWorkspace: %s", problem.c_str());
  h->workspace = workspace;
  h->workspaceBytes = bytes;
  return 0;
}

SIMCUDA_API const char* cublasGetStatusString(int status) {
  switch (status) {
    case 0: return "CUBLAS_STATUS_SUCCESS";
    case kNotInitialized: return "CUBLAS_STATUS_NOT_INITIALIZED";
    case kInvalid: return "CUBLAS_STATUS_INVALID_VALUE";
    case kExecutionFailed: return "CUBLAS_STATUS_EXECUTION_FAILED";
    case kStatusNotSupported: return "CUBLAS_STATUS_NOT_SUPPORTED";
    default: return "CUBLAS_STATUS_INTERNAL_ERROR";
  }
}
