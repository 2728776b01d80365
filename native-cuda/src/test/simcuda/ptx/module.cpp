#include "module.h"

#include <cstring>

#include "../core/counters.h"
#include "../core/device_memory.h"
#include "parser.h"

namespace simcuda::ptx {
namespace {

// A module's own variables are no allocations of the user's, so they are not counted.
void place(Module& module, const Variable& v) {
  if (v.space == "shared" || v.bytes == 0) return;
  Counters before = counters();
  char* p = memory::allocate(v.bytes);
  counters() = before;
  if (!p) throw Unsupported("no memory for variable " + v.name);
  memset(p, 0, v.bytes);
  if (!v.initial.empty()) memcpy(p, v.initial.data(), v.bytes);
  module.symbols[v.name] = reinterpret_cast<uint64_t>(p);
  module.symbolBytes[v.name] = v.bytes;
}

}  // namespace

std::shared_ptr<const Module> load(const std::string& text) {
  // Modules without variables have no state: the backends of a test run share them.
  static std::map<std::string, std::shared_ptr<const Module>> stateless;
  auto known = stateless.find(text);
  if (known != stateless.end()) return known->second;
  Source source = parse(text);
  auto module = std::make_shared<Module>();
  module->target = source.target;
  module->versionMajor = source.versionMajor;
  module->versionMinor = source.versionMinor;
  for (const Variable& v : source.variables) place(*module, v);
  for (const Kernel& k : source.entries) module->functions[k.name] = bind(k, source.variables, module->symbols);
  if (module->symbols.empty()) stateless[text] = module;
  return module;
}

}  // namespace simcuda::ptx
