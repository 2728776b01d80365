// Every misuse becomes one report: a line on standard error, kept for the tests to read.
#pragma once
#include <string>
#include <vector>

#include "export.h"

namespace simcuda {

// The CUDA error codes that the simulated device returns (cudaError and CUresult agree on them).
enum Code : int {
  kSuccess = 0,
  kInvalidValue = 1,
  kOutOfMemory = 2,
  kInvalidConfiguration = 9,
  kNoDevice = 100,
  kInvalidDevice = 101,
  kNoKernelImage = 209,
  kInvalidPtx = 218,
  kUnsupportedPtxVersion = 222,
  kInvalidHandle = 400,
  kNotFound = 500,
  kNotReady = 600,
  kIllegalAddress = 700,
  kMisalignedAddress = 716,
  kLaunchFailure = 719,
  kNotSupported = 801,
  kCaptureUnsupported = 900,
  kCaptureInvalidated = 901,
  kCaptureUnjoined = 904,
  kCaptureIsolation = 905,
  kCaptureImplicit = 906,
};

// A call that is refused: reported, and its code returned to the caller. The device stays usable.
SIMCUDA_SHARED int refuse(int code, const char* format, ...) __attribute__((format(printf, 2, 3)));

// Work that went wrong: reported, and from now on every call fails with this code, as on a device,
// until cudaDeviceReset. The first fault wins.
SIMCUDA_SHARED int fault(int code, const char* format, ...) __attribute__((format(printf, 2, 3)));

// The code of the first fault, 0 while there is none.
SIMCUDA_SHARED int stickyError();
SIMCUDA_SHARED void clearStickyError();

SIMCUDA_SHARED const std::vector<std::string>& reports();
SIMCUDA_SHARED void clearReports();

// printf into a string.
SIMCUDA_SHARED std::string text(const char* format, ...) __attribute__((format(printf, 1, 2)));

}  // namespace simcuda
