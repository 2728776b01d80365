#include "slots.h"

#include <algorithm>
#include <set>

namespace simcuda::ptx {
namespace {

const char* const kSpecialNames[] = {"%tid.x",  "%tid.y",  "%tid.z",    "%ctaid.x",  "%ctaid.y",  "%ctaid.z", "%ntid.x",
                                     "%ntid.y", "%ntid.z", "%nctaid.x", "%nctaid.y", "%nctaid.z", "%laneid"};

// Marks the number of a register until all constants are known.
constexpr Slot kProvisional = 0x8000;

Slot checked(size_t slot) {
  if (slot >= kProvisional) throw Unsupported("a kernel of more than 32767 registers is not simulated");
  return slot;
}

size_t aligned(size_t offset, size_t alignment) { return (offset + alignment - 1) / alignment * alignment; }

uint64_t reserve(size_t& bytes, const Variable& v) {
  size_t offset = aligned(bytes, v.alignment);
  bytes = offset + v.bytes;
  return offset;
}

std::set<std::string> mentionedNames(const Kernel& kernel) {
  std::set<std::string> names;
  for (const Statement& s : kernel.statements)
    for (const Operand& o : s.operands) names.insert(o.name);
  return names;
}

}  // namespace

Slots::Slots(const Kernel& kernel, const std::vector<Variable>& moduleVariables,
             const std::map<std::string, uint64_t>& symbols, Function& f)
    : kernel_(kernel), symbols_(symbols), f_(f) {
  layParameters();
  layVariables(moduleVariables);
}

void Slots::layParameters() {
  for (const Variable& v : kernel_.parameters) {
    size_t offset = reserve(f_.parameterBytes, v);
    parameters_[v.name] = offset;
    f_.parameters.push_back({offset, v.bytes});
  }
}

// Dynamic shared memory lies behind the static.
void Slots::layVariables(const std::vector<Variable>& moduleVariables) {
  std::set<std::string> mentioned = mentionedNames(kernel_);
  std::vector<Variable> all = kernel_.variables;
  for (const Variable& v : moduleVariables)
    if (v.space == "shared" && mentioned.count(v.name)) all.push_back(v);
  std::vector<std::string> dynamic;
  for (const Variable& v : all) {
    if (v.space == "shared" && v.bytes == 0)
      dynamic.push_back(v.name);
    else if (v.space == "shared")
      addresses_[v.name] = reserve(f_.sharedBytes, v);
    else if (v.space == "local")
      addresses_[v.name] = reserve(f_.localBytes, v);
    else
      throw Unsupported("kernel " + kernel_.name + ": a ." + v.space + " variable within a kernel is not simulated");
  }
  if (!dynamic.empty()) f_.sharedBytes = aligned(f_.sharedBytes, 16);
  for (const std::string& name : dynamic) addresses_[name] = f_.sharedBytes;
}

Slot Slots::registerSlot(const std::string& name) {
  auto it = registers_.find(name);
  if (it != registers_.end()) return it->second;
  if (!declared(name))
    throw Unsupported("'" + name +
                      "' is no declared register; special registers other than the known are not simulated");
  return registers_[name] = checked(registers_.size()) | kProvisional;
}

bool Slots::declared(const std::string& name) const {
  if (name == "_" || name.find('@') != std::string::npos) return true;
  size_t digits = name.find_last_not_of("0123456789") + 1;
  return digits < name.size() && kernel_.registerBanks.count(name.substr(0, digits)) != 0;
}

Slot Slots::constantSlot(uint64_t value) {
  auto it = constants_.find(value);
  if (it != constants_.end()) return it->second;
  f_.constants.push_back(value);
  return constants_[value] = checked(kSpecialRegisters + f_.constants.size() - 1);
}

Slot Slots::source(const Operand& o) {
  if (o.negated) throw Unsupported("a negated operand is not simulated");
  if (o.kind == Operand::Kind::number) return constantSlot(o.value);
  if (o.kind != Operand::Kind::name || !o.predicate.empty())
    throw Unsupported("a register or number expected as a source");
  for (int k = 0; k < kSpecialRegisters; k++)
    if (o.name == kSpecialNames[k]) return k;
  auto address = addresses_.find(o.name);
  if (address != addresses_.end()) return constantSlot(address->second);
  auto symbol = symbols_.find(o.name);
  if (symbol != symbols_.end()) return constantSlot(symbol->second);
  return registerSlot(o.name);
}

Slot Slots::destination(const Operand& o) {
  if (o.kind == Operand::Kind::ignored) return ignored();
  if (o.kind != Operand::Kind::name || o.negated || !o.predicate.empty())
    throw Unsupported("a register expected as the destination");
  return registerSlot(o.name);
}

size_t Slots::parameterOffset(const std::string& name) const {
  auto it = parameters_.find(name);
  if (it == parameters_.end()) throw Unsupported("unknown parameter '" + name + "'");
  return it->second;
}

void Slots::finish() {
  int first = kSpecialRegisters + f_.constants.size();
  f_.registers = checked(first + registers_.size());
  auto number = [first](Slot& slot) {
    if (slot != kNoSlot && slot & kProvisional) slot = first + (slot & ~kProvisional);
  };
  for (Instruction& i : f_.code) {
    for (Slot& k : i.destination) number(k);
    for (Slot& k : i.source) number(k);
    number(i.guard);
  }
}

}  // namespace simcuda::ptx
