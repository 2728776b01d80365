#include "settings.h"

#include <cstdlib>
#include <string>

namespace simcuda {
namespace {

long long number(const char* name, long long otherwise) {
  const char* value = getenv(name);
  return value && *value ? atoll(value) : otherwise;
}

ThreadOrder order() {
  const char* value = getenv("SIMCUDA_ORDER");
  std::string name = value ? value : "";
  if (name == "descending") return ThreadOrder::descending;
  if (name == "shuffled") return ThreadOrder::shuffled;
  return ThreadOrder::ascending;
}

Settings fromEnvironment() {
  Settings s;
  s.order = order();
  s.seed = number("SIMCUDA_SEED", s.seed);
  s.driverVersion = number("SIMCUDA_DRIVER", s.driverVersion);
  s.computeCapability = number("SIMCUDA_CC", s.computeCapability);
  s.memoryBytes = number("SIMCUDA_MEMORY_MB", s.memoryBytes >> 20) << 20;
  s.present = getenv("SIMCUDA_NO_DEVICE") == nullptr;
  return s;
}

}  // namespace

Settings& settings() {
  static Settings current = fromEnvironment();
  return current;
}

}  // namespace simcuda
