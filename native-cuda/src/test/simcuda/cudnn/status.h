// cuDNN's status codes, and failing with the text that cudnnGetLastErrorString gives out.
#pragma once
#include <string>

#include "../core/report.h"

namespace simcuda::dnn {

enum Status : int {
  kNotInitialized = 1001,
  kBadParameter = 2000,
  kBadParameterNull = 2002,
  kStatusNotSupported = 3000,
  kExecutionFailed = 5000,
};

// Reports the failed rule of a call and returns the code.
SIMCUDA_SHARED int reject(int code, const char* call, const std::string& why);
SIMCUDA_SHARED const std::string& lastError();

}  // namespace simcuda::dnn
