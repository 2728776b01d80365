// What the handles of the driver interface point to. They are never deleted, so that a stale one is
// recognised when it is used.
#pragma once
#include <memory>
#include <string>

#include "../ptx/module.h"

namespace simcuda::driver {

struct ModuleHandle {
  std::shared_ptr<const ptx::Module> module;  // null after cuModuleUnload
};

struct FunctionHandle {
  ModuleHandle* owner;
  const ptx::Function* function;
  int maximumSharedBytes;  // dynamic, raised by cuFuncSetAttribute
};

// Null, and reported, if the handle is none or was unloaded.
ModuleHandle* moduleOf(void* handle, const char* call);
FunctionHandle* functionOf(void* handle, const char* call);

constexpr int kSharedBytesPerBlock = 48 * 1024;
constexpr int kOptInSharedBytesPerBlock = 227 * 1024;
constexpr unsigned kThreadsPerBlock = 1024;

}  // namespace simcuda::driver
