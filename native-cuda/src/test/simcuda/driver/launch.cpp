// cuLaunchKernel and what belongs to it.
#include "../ptx/launch.h"

#include <cstring>

#include "../core/device_memory.h"
#include "../core/report.h"
#include "../core/stream.h"
#include "handles.h"

using namespace simcuda;
using namespace simcuda::driver;

namespace {

bool shapeFits(const ptx::Launch& l) {
  if (l.grid[0] == 0 || l.grid[1] == 0 || l.grid[2] == 0 || l.grid[0] > 2147483647u || l.grid[1] > 65535 ||
      l.grid[2] > 65535)
    return false;
  if (l.block[0] == 0 || l.block[1] == 0 || l.block[2] == 0 || l.block[0] > 1024 || l.block[1] > 1024 ||
      l.block[2] > 64)
    return false;
  return uint64_t{l.block[0]} * l.block[1] * l.block[2] <= kThreadsPerBlock;
}

int copyParameters(ptx::Launch& l, void** parameters) {
  const ptx::Function& f = *l.function;
  l.parameters.assign(f.parameterBytes, 0);
  for (size_t k = 0; k < f.parameters.size(); k++) {
    if (!parameters || !parameters[k])
      return refuse(kInvalidValue, "launch of %s: parameter %zu of %zu is missing", f.name.c_str(), k,
                    f.parameters.size());
    memcpy(l.parameters.data() + f.parameters[k].offset, parameters[k], f.parameters[k].bytes);
  }
  return kSuccess;
}

// What each pointer parameter may reach; null pointers are allowed as long as they are not used.
int resolvePointers(ptx::Launch& l, std::vector<Access>& accesses) {
  const ptx::Function& f = *l.function;
  for (const ptx::PointerParameter& pointer : f.pointers) {
    char* p;
    memcpy(&p, l.parameters.data() + pointer.offset, sizeof p);
    l.reach.push_back(memory::extent(p));
    if (!pointer.address || !p || (!pointer.certain && !memory::isDevice(p))) continue;
    std::string problem = memory::problem(p, 1);
    if (!problem.empty())
      return fault(kIllegalAddress, "launch of %s, parameter %d: %s", f.name.c_str(), pointer.parameter,
                   problem.c_str());
    const Extent& reach = l.reach.back();
    accesses.push_back({reach.begin, static_cast<size_t>(reach.end - reach.begin), pointer.written});
  }
  return kSuccess;
}

}  // namespace

SIMCUDA_API int cuLaunchKernel(void* function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX,
                               unsigned blockY, unsigned blockZ, unsigned sharedBytes, void* stream, void** parameters,
                               void** extra) {
  Entry entry;
  if (int code = stickyError()) return code;
  FunctionHandle* handle = functionOf(function, "cuLaunchKernel");
  Stream* s = streams::of(stream, "cuLaunchKernel");
  if (!handle || !s) return kInvalidHandle;
  const char* name = handle->function->name.c_str();
  if (extra) return refuse(kNotSupported, "launch of %s: parameters in 'extra' are not simulated", name);
  auto launch = std::make_shared<ptx::Launch>();
  *launch = {handle->function,
             {gridX, gridY, gridZ},
             {blockX, blockY, blockZ},
             handle->function->sharedBytes + sharedBytes,
             {},
             {}};
  if (!shapeFits(*launch))
    return refuse(kInvalidValue, "launch of %s: grid %u,%u,%u of blocks %u,%u,%u is beyond the device's limits", name,
                  gridX, gridY, gridZ, blockX, blockY, blockZ);
  if (launch->sharedBytes > static_cast<size_t>(handle->maximumSharedBytes))
    return refuse(kInvalidValue, "launch of %s: %zu bytes of shared memory, allowed are %d", name, launch->sharedBytes,
                  handle->maximumSharedBytes);
  if (int code = copyParameters(*launch, parameters)) return code;
  std::vector<Access> accesses;
  if (int code = resolvePointers(*launch, accesses)) return code;
  return streams::enqueue(s,
                          {WorkKind::kernel, std::string("kernel ") + name, accesses, [launch] { ptx::run(*launch); }});
}

SIMCUDA_API int cuFuncSetAttribute(void* function, int attribute, int value) {
  Entry entry;
  constexpr int kMaximumDynamicSharedBytes = 8, kPreferredCarveout = 9;
  FunctionHandle* handle = functionOf(function, "cuFuncSetAttribute");
  if (!handle) return kInvalidHandle;
  if (attribute == kPreferredCarveout) return kSuccess;
  if (attribute != kMaximumDynamicSharedBytes)
    return refuse(kNotSupported, "cuFuncSetAttribute: attribute %d is not simulated", attribute);
  if (value < 0 || value + handle->function->sharedBytes > size_t{kOptInSharedBytesPerBlock})
    return refuse(kInvalidValue, "cuFuncSetAttribute: %d bytes of shared memory are beyond the device's limits", value);
  handle->maximumSharedBytes = std::max<int>(kSharedBytesPerBlock, value + handle->function->sharedBytes);
  return kSuccess;
}

SIMCUDA_API int cuFuncGetAttribute(int* value, int attribute, void* function) {
  Entry entry;
  FunctionHandle* handle = functionOf(function, "cuFuncGetAttribute");
  if (!handle) return kInvalidHandle;
  switch (attribute) {
    case 0: *value = kThreadsPerBlock; return kSuccess;               // MAX_THREADS_PER_BLOCK
    case 1: *value = handle->function->sharedBytes; return kSuccess;  // SHARED_SIZE_BYTES
    case 3: *value = handle->function->localBytes; return kSuccess;   // LOCAL_SIZE_BYTES
    case 4: *value = 32; return kSuccess;                             // NUM_REGS
    default: return refuse(kNotSupported, "cuFuncGetAttribute: attribute %d is not simulated", attribute);
  }
}
