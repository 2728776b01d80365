// Devices, versions and errors of the runtime interface.
#include "../core/device_memory.h"
#include "../core/settings.h"
#include "../core/stream.h"
#include "calls.h"

using namespace simcuda;

extern "C" int cuDeviceGetAttribute(int* value, int attribute, int device);

namespace simcuda::runtime {
namespace {

thread_local int last = kSuccess;

}  // namespace

int returned(int code) {
  if (code != kSuccess && code != kNotReady) last = code;
  return code;
}

int lastError(bool clear) {
  int code = stickyError() ? stickyError() : last;
  if (clear) last = kSuccess;
  return code;
}

}  // namespace simcuda::runtime

using runtime::returned;

SIMCUDA_API int cudaGetDeviceCount(int* count) {
  *count = settings().present ? 1 : 0;
  return returned(settings().present ? kSuccess : kNoDevice);
}

SIMCUDA_API int cudaGetDevice(int* device) {
  *device = 0;
  return kSuccess;
}

SIMCUDA_API int cudaSetDevice(int device) {
  if (device == 0 && settings().present) return returned(stickyError());
  return returned(kInvalidDevice);
}

SIMCUDA_API int cudaSetDeviceFlags(unsigned) { return kSuccess; }

SIMCUDA_API int cudaDriverGetVersion(int* version) {
  *version = settings().driverVersion;
  return kSuccess;
}

SIMCUDA_API int cudaRuntimeGetVersion(int* version) {
  *version = 13030;
  return kSuccess;
}

SIMCUDA_API int cudaDeviceGetAttribute(int* value, int attribute, int device) {
  return returned(cuDeviceGetAttribute(value, attribute, device));
}

SIMCUDA_API int cudaGetLastError() { return runtime::lastError(true); }
SIMCUDA_API int cudaPeekAtLastError() { return runtime::lastError(false); }

SIMCUDA_API const char* cudaGetErrorName(int code) {
  switch (code) {
    case kSuccess: return "cudaSuccess";
    case kInvalidValue: return "cudaErrorInvalidValue";
    case kOutOfMemory: return "cudaErrorMemoryAllocation";
    case kNoDevice: return "cudaErrorNoDevice";
    case kInvalidDevice: return "cudaErrorInvalidDevice";
    case kInvalidHandle: return "cudaErrorInvalidResourceHandle";
    case kNotReady: return "cudaErrorNotReady";
    case kIllegalAddress: return "cudaErrorIllegalAddress";
    case kMisalignedAddress: return "cudaErrorMisalignedAddress";
    case kLaunchFailure: return "cudaErrorLaunchFailure";
    case kNotSupported: return "cudaErrorNotSupported";
    case kCaptureUnsupported: return "cudaErrorStreamCaptureUnsupported";
    case kCaptureInvalidated: return "cudaErrorStreamCaptureInvalidated";
    case kCaptureUnjoined: return "cudaErrorStreamCaptureUnjoined";
    case kCaptureIsolation: return "cudaErrorStreamCaptureIsolation";
    case kCaptureImplicit: return "cudaErrorStreamCaptureImplicit";
    default: return "cudaErrorUnknown";
  }
}

SIMCUDA_API const char* cudaGetErrorString(int code) { return cudaGetErrorName(code); }

SIMCUDA_API int cudaDeviceSynchronize() {
  Entry entry;
  return returned(streams::synchronizeAll("cudaDeviceSynchronize"));
}

SIMCUDA_API int cudaDeviceReset() {
  Entry entry;
  streams::reset();
  memory::releaseAll();
  clearStickyError();
  return kSuccess;
}
