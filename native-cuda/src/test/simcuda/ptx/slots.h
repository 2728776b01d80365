// Gives every name of a kernel its place: registers and constants a slot of the register file,
// parameters, shared and local variables an offset.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "function.h"

namespace simcuda::ptx {

class Slots {
 public:
  // symbols: address of each variable of the module. Sets the sizes of f.
  Slots(const Kernel& kernel, const std::vector<Variable>& moduleVariables,
        const std::map<std::string, uint64_t>& symbols, Function& f);

  // These throw Unsupported with the reason alone. Slots of registers are provisional.
  Slot source(const Operand& o);
  Slot destination(const Operand& o);
  Slot registerSlot(const std::string& name);
  // A slot whose value nobody reads.
  Slot ignored() { return registerSlot("_"); }
  size_t parameterOffset(const std::string& name) const;

  // Gives registers their final slots, behind the special registers and the constants.
  void finish();

 private:
  void layParameters();
  void layVariables(const std::vector<Variable>& moduleVariables);
  Slot constantSlot(uint64_t value);
  bool declared(const std::string& name) const;

  const Kernel& kernel_;
  const std::map<std::string, uint64_t>& symbols_;
  Function& f_;
  std::map<std::string, size_t> parameters_;
  std::map<std::string, uint64_t> addresses_;  // of shared and local variables
  std::map<std::string, Slot> registers_;
  std::map<uint64_t, Slot> constants_;
};

}  // namespace simcuda::ptx
