// A loaded module: its kernels, and its variables in device memory.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "function.h"

namespace simcuda::ptx {

struct Module {
  std::map<std::string, Function> functions;
  std::map<std::string, uint64_t> symbols;
  std::map<std::string, size_t> symbolBytes;
  int target = 0;
  int versionMajor = 0;
  int versionMinor = 0;
};

// Throws Unsupported.
std::shared_ptr<const Module> load(const std::string& ptx);

}  // namespace simcuda::ptx
