// For the files of libcudart.
#pragma once
#include "../core/report.h"

namespace simcuda::runtime {

// Remembers a failure for cudaGetLastError, as every function of the runtime does.
int returned(int code);
int lastError(bool clear);

}  // namespace simcuda::runtime
