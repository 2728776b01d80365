// Handles, versions and errors (libcudnn_graph).
#include <cstdio>

#include "../checks.h"

using namespace simcuda;
using namespace simcuda::dnn;

extern "C" int cuDeviceGetCount(int* count);

namespace simcuda::dnn {
namespace {

std::string& last() {
  static std::string text;
  return text;
}

}  // namespace

int reject(int code, const char* call, const std::string& why) {
  last() = std::string(call) + ": " + why;
  return refuse(code, "%s", last().c_str());
}

const std::string& lastError() { return last(); }

}  // namespace simcuda::dnn

SIMCUDA_API size_t cudnnGetVersion() { return 92500; }
SIMCUDA_API size_t cudnnGetCudartVersion() { return 13030; }

SIMCUDA_API const char* cudnnGetErrorString(int status) {
  switch (status) {
    case 0: return "CUDNN_STATUS_SUCCESS";
    case kNotInitialized: return "CUDNN_STATUS_NOT_INITIALIZED";
    case kBadParameter: return "CUDNN_STATUS_BAD_PARAM";
    case kBadParameterNull: return "CUDNN_STATUS_BAD_PARAM_NULL_POINTER";
    case kStatusNotSupported: return "CUDNN_STATUS_NOT_SUPPORTED";
    case kExecutionFailed: return "CUDNN_STATUS_EXECUTION_FAILED";
    default: return "CUDNN_STATUS_INTERNAL_ERROR";
  }
}

SIMCUDA_API void cudnnGetLastErrorString(char* buffer, size_t capacity) {
  Entry entry;
  snprintf(buffer, capacity, "%s", lastError().c_str());
}

SIMCUDA_API int cudnnCreate(Handle** handle) {
  Entry entry;
  int devices = 0;
  cuDeviceGetCount(&devices);
  if (devices == 0) return reject(kNotInitialized, "cudnnCreate", "no device");
  *handle = new Handle{Magic::handle, streams::of(nullptr, "cudnnCreate")};
  return 0;
}

SIMCUDA_API int cudnnDestroy(Handle* handle) {
  Entry entry;
  if (int code = Checks("cudnnDestroy").handle(handle).report()) return code;
  handle->magic = Magic::destroyed;
  return 0;
}

SIMCUDA_API int cudnnSetStream(Handle* handle, void* stream) {
  Entry entry;
  if (int code = Checks("cudnnSetStream").handle(handle).report()) return code;
  Stream* s = streams::of(stream, "cudnnSetStream");
  if (!s) return kBadParameter;
  handle->stream = s;
  return 0;
}

SIMCUDA_API int cudnnGetStream(Handle* handle, void** stream) {
  Entry entry;
  if (int code = Checks("cudnnGetStream").handle(handle).report()) return code;
  *stream = handle->stream;
  return 0;
}
