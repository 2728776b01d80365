// cuInit, cuDevice..., contexts and error names.
#include <cstdio>
#include <map>

#include "../core/device_memory.h"
#include "../core/report.h"
#include "../core/settings.h"
#include "../core/stream.h"
#include "handles.h"

using namespace simcuda;

namespace {

int primaryContext;

// CUdevice_attribute; the numbers are those of an H100 with fewer multiprocessors.
const std::map<int, int>& attributes() {
  static const std::map<int, int> values = {
      {1, driver::kThreadsPerBlock},  // MAX_THREADS_PER_BLOCK
      {2, 1024},
      {3, 1024},
      {4, 64},  // MAX_BLOCK_DIM
      {5, 2147483647},
      {6, 65535},
      {7, 65535},                               // MAX_GRID_DIM
      {8, driver::kSharedBytesPerBlock},        // MAX_SHARED_MEMORY_PER_BLOCK
      {10, 32},                                 // WARP_SIZE
      {12, 65536},                              // MAX_REGISTERS_PER_BLOCK
      {13, 1755000},                            // CLOCK_RATE, kHz
      {16, 4},                                  // MULTIPROCESSOR_COUNT
      {36, 2619000},                            // MEMORY_CLOCK_RATE, kHz
      {37, 5120},                               // GLOBAL_MEMORY_BUS_WIDTH, bits
      {38, 52428800},                           // L2_CACHE_SIZE
      {39, 2048},                               // MAX_THREADS_PER_MULTIPROCESSOR
      {81, 233472},                             // MAX_SHARED_MEMORY_PER_MULTIPROCESSOR
      {97, driver::kOptInSharedBytesPerBlock},  // MAX_SHARED_MEMORY_PER_BLOCK_OPTIN
  };
  return values;
}

const char* errorName(int code) {
  switch (code) {
    case kSuccess: return "CUDA_SUCCESS";
    case kInvalidValue: return "CUDA_ERROR_INVALID_VALUE";
    case kOutOfMemory: return "CUDA_ERROR_OUT_OF_MEMORY";
    case kNoDevice: return "CUDA_ERROR_NO_DEVICE";
    case kInvalidDevice: return "CUDA_ERROR_INVALID_DEVICE";
    case kNoKernelImage: return "CUDA_ERROR_NO_BINARY_FOR_GPU";
    case kInvalidPtx: return "CUDA_ERROR_INVALID_PTX";
    case kUnsupportedPtxVersion: return "CUDA_ERROR_UNSUPPORTED_PTX_VERSION";
    case kInvalidHandle: return "CUDA_ERROR_INVALID_HANDLE";
    case kNotFound: return "CUDA_ERROR_NOT_FOUND";
    case kNotReady: return "CUDA_ERROR_NOT_READY";
    case kIllegalAddress: return "CUDA_ERROR_ILLEGAL_ADDRESS";
    case kMisalignedAddress: return "CUDA_ERROR_MISALIGNED_ADDRESS";
    case kLaunchFailure: return "CUDA_ERROR_LAUNCH_FAILED";
    case kNotSupported: return "CUDA_ERROR_NOT_SUPPORTED";
    case kCaptureUnsupported: return "CUDA_ERROR_STREAM_CAPTURE_UNSUPPORTED";
    case kCaptureInvalidated: return "CUDA_ERROR_STREAM_CAPTURE_INVALIDATED";
    default: return "CUDA_ERROR_UNKNOWN";
  }
}

}  // namespace

SIMCUDA_API int cuInit(unsigned flags) {
  if (!settings().present) return kNoDevice;
  return flags == 0 ? kSuccess : kInvalidValue;
}

SIMCUDA_API int cuDriverGetVersion(int* version) {
  *version = settings().driverVersion;
  return kSuccess;
}

SIMCUDA_API int cuDeviceGetCount(int* count) {
  *count = settings().present ? 1 : 0;
  return kSuccess;
}

SIMCUDA_API int cuDeviceGet(int* device, int ordinal) {
  *device = 0;
  return ordinal == 0 && settings().present ? kSuccess : kInvalidDevice;
}

SIMCUDA_API int cuDeviceGetName(char* name, int length, int) {
  snprintf(name, length, "Simulated CUDA device (CPU, test only)");
  return kSuccess;
}

SIMCUDA_API int cuDeviceTotalMem_v2(size_t* bytes, int) {
  *bytes = settings().memoryBytes;
  return kSuccess;
}

SIMCUDA_API int cuDeviceGetAttribute(int* value, int attribute, int) {
  Entry entry;
  constexpr int kMajor = 75, kMinor = 76;
  if (attribute == kMajor)
    *value = settings().computeCapability / 10;
  else if (attribute == kMinor)
    *value = settings().computeCapability % 10;
  else if (attributes().count(attribute))
    *value = attributes().at(attribute);
  else
    return refuse(kNotSupported, "cuDeviceGetAttribute: attribute %d is not simulated", attribute);
  return kSuccess;
}

SIMCUDA_API int cuDevicePrimaryCtxRetain(void** context, int) {
  *context = &primaryContext;
  return kSuccess;
}

SIMCUDA_API int cuDevicePrimaryCtxRelease_v2(int) { return kSuccess; }
SIMCUDA_API int cuCtxSetCurrent(void*) { return kSuccess; }

SIMCUDA_API int cuCtxGetCurrent(void** context) {
  *context = &primaryContext;
  return kSuccess;
}

SIMCUDA_API int cuCtxGetDevice(int* device) {
  *device = 0;
  return kSuccess;
}

SIMCUDA_API int cuCtxSynchronize() {
  Entry entry;
  return streams::synchronizeAll("cuCtxSynchronize");
}

SIMCUDA_API int cuGetErrorName(int code, const char** name) {
  *name = errorName(code);
  return kSuccess;
}

SIMCUDA_API int cuGetErrorString(int code, const char** text) { return cuGetErrorName(code, text); }

// NVRTC asks for this when it is loaded; without it the process crashes.
SIMCUDA_API int cuGetExportTable(const void** table, const void*) {
  *table = nullptr;
  return kNotFound;
}
