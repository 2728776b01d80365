// cuModule...: PTX is parsed and checked at once; cubins cannot be run.
#include <cstring>
#include <set>

#include "../core/device_memory.h"
#include "../core/report.h"
#include "../core/settings.h"
#include "../core/stream.h"
#include "handles.h"

using namespace simcuda;
using namespace simcuda::driver;

namespace {

std::set<void*>& modules() {
  static std::set<void*> known;
  return known;
}

std::set<void*>& functions() {
  static std::set<void*> known;
  return known;
}

// PTX 9.3 came with CUDA 13.3: an older driver refuses it.
int checkVersion(const ptx::Module& module) {
  int needed = (module.versionMajor + 4) * 1000 + module.versionMinor * 10;
  if (needed > settings().driverVersion)
    return refuse(kUnsupportedPtxVersion, "cuModuleLoadData: PTX %d.%d needs a driver for CUDA %d.%d, this one is %d",
                  module.versionMajor, module.versionMinor, module.versionMajor + 4, module.versionMinor,
                  settings().driverVersion);
  if (module.target > settings().computeCapability)
    return refuse(kNoKernelImage, "cuModuleLoadData: the PTX is for sm_%d, the device is sm_%d", module.target,
                  settings().computeCapability);
  return kSuccess;
}

}  // namespace

namespace simcuda::driver {

ModuleHandle* moduleOf(void* handle, const char* call) {
  if (modules().count(handle) && static_cast<ModuleHandle*>(handle)->module) return static_cast<ModuleHandle*>(handle);
  refuse(kInvalidHandle, "%s: %p is no loaded module", call, handle);
  return nullptr;
}

FunctionHandle* functionOf(void* handle, const char* call) {
  if (functions().count(handle) && static_cast<FunctionHandle*>(handle)->owner->module)
    return static_cast<FunctionHandle*>(handle);
  refuse(kInvalidHandle, "%s: %p is no kernel of a loaded module", call, handle);
  return nullptr;
}

}  // namespace simcuda::driver

SIMCUDA_API int cuModuleLoadData(void** module, const void* image) {
  Entry entry;
  if (int code = stickyError()) return code;
  if (memcmp(image, "\177ELF", 4) == 0)
    return refuse(kInvalidPtx, "cuModuleLoadData: the simulated device runs PTX, and was given a cubin");
  auto* handle = new ModuleHandle;
  try {
    handle->module = ptx::load(static_cast<const char*>(image));
  } catch (const ptx::Unsupported& e) {
    delete handle;
    return refuse(kInvalidPtx, "cuModuleLoadData: %s", e.what());
  }
  if (int code = checkVersion(*handle->module)) {
    delete handle;
    return code;
  }
  modules().insert(handle);
  *module = handle;
  return kSuccess;
}

SIMCUDA_API int cuModuleLoadDataEx(void** module, const void* image, unsigned, int*, void**) {
  return cuModuleLoadData(module, image);
}

SIMCUDA_API int cuModuleUnload(void* module) {
  Entry entry;
  ModuleHandle* handle = moduleOf(module, "cuModuleUnload");
  if (!handle) return kInvalidHandle;
  int code = streams::finishAll("cuModuleUnload");
  for (auto& symbol : handle->module->symbols)
    memory::release(reinterpret_cast<void*>(symbol.second), "cuModuleUnload");
  handle->module.reset();
  return code;
}

SIMCUDA_API int cuModuleGetFunction(void** function, void* module, const char* name) {
  Entry entry;
  ModuleHandle* handle = moduleOf(module, "cuModuleGetFunction");
  if (!handle) return kInvalidHandle;
  auto it = handle->module->functions.find(name);
  if (it == handle->module->functions.end())
    return refuse(kNotFound, "cuModuleGetFunction: the module has no kernel '%s'", name);
  auto* result = new FunctionHandle{handle, &it->second, kSharedBytesPerBlock};
  functions().insert(result);
  *function = result;
  return kSuccess;
}

SIMCUDA_API int cuModuleGetGlobal_v2(uint64_t* p, size_t* bytes, void* module, const char* name) {
  Entry entry;
  ModuleHandle* handle = moduleOf(module, "cuModuleGetGlobal");
  if (!handle) return kInvalidHandle;
  auto it = handle->module->symbols.find(name);
  if (it == handle->module->symbols.end())
    return refuse(kNotFound, "cuModuleGetGlobal: the module has no variable '%s'", name);
  if (p) *p = it->second;
  if (bytes) *bytes = handle->module->symbolBytes.at(name);
  return kSuccess;
}
