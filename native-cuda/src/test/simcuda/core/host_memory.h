// Page-locked host memory: what asynchronous copies may touch until a synchronisation.
#pragma once
#include <cstddef>

#include "export.h"

namespace simcuda::host {

SIMCUDA_SHARED void* allocatePinned(size_t bytes);
SIMCUDA_SHARED int releasePinned(void* p);
SIMCUDA_SHARED int registerPinned(void* p, size_t bytes);
SIMCUDA_SHARED int unregisterPinned(void* p);
SIMCUDA_SHARED bool isPinned(const void* p, size_t bytes);

}  // namespace simcuda::host
