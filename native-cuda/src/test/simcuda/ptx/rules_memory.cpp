// Loads, stores and atomics.
#include <algorithm>

#include "registers.h"
#include "rule_table.h"

namespace simcuda::ptx {
namespace {

template <class T>
uint64_t atomicAdd(uint64_t old, uint64_t a, uint64_t) {
  return slot(static_cast<T>(get<T>(old) + get<T>(a)));
}
template <class T>
uint64_t atomicMinimum(uint64_t old, uint64_t a, uint64_t) {
  return slot(std::min(get<T>(old), get<T>(a)));
}
template <class T>
uint64_t atomicMaximum(uint64_t old, uint64_t a, uint64_t) {
  return slot(std::max(get<T>(old), get<T>(a)));
}
template <class T>
uint64_t atomicExchange(uint64_t, uint64_t a, uint64_t) {
  return slot(get<T>(a));
}
template <class T>
uint64_t atomicCompareSwap(uint64_t old, uint64_t a, uint64_t b) {
  return slot(get<T>(old) == get<T>(a) ? get<T>(b) : get<T>(old));
}
template <class T>
uint64_t atomicOr(uint64_t old, uint64_t a, uint64_t) {
  return slot(static_cast<T>(get<T>(old) | get<T>(a)));
}
template <class T>
uint64_t atomicAnd(uint64_t old, uint64_t a, uint64_t) {
  return slot(static_cast<T>(get<T>(old) & get<T>(a)));
}

struct SpaceName {
  const char* name;
  Space space;
};

constexpr SpaceName kSpaces[] = {
    {".param", Space::param}, {".global", Space::global}, {".shared", Space::shared}, {".local", Space::local}};

void addAccess(RuleTable& table, const std::string& opcode, Form form, Space space, int bits, bool isSigned,
               int lanes) {
  Rule rule;
  rule.opcode = opcode;
  rule.form = form;
  rule.space = space;
  rule.bytes = bits / 8;
  rule.lanes = lanes;
  rule.isSigned = isSigned;
  table.add(rule);
}

void addAccesses(RuleTable& table, const std::string& load, const std::string& store, Space space) {
  for (const char* kind : {"b", "u", "s", "f"})
    for (int bits : {8, 16, 32, 64}) {
      if (*kind == 'f' && bits < 32) continue;
      for (int lanes : {1, 2, 4}) {
        if (lanes * bits > 128) continue;
        std::string suffix = (lanes == 1 ? "." : ".v" + std::to_string(lanes) + ".") + kind + std::to_string(bits);
        addAccess(table, load + suffix, Form::load, space, bits, *kind == 's', lanes);
        if (!store.empty()) addAccess(table, store + suffix, Form::store, space, bits, false, lanes);
      }
    }
}

// atom returns the old value, red does not.
void addAtomic(RuleTable& table, const std::string& operation, int bits, Combine combine) {
  for (const SpaceName& s : kSpaces) {
    if (s.space != Space::global && s.space != Space::shared) continue;
    for (const char* kind : {"atom", "red"}) {
      Rule rule;
      rule.opcode = kind + std::string(s.name) + "." + operation;
      rule.form = Form::atomic;
      rule.space = s.space;
      rule.bytes = bits / 8;
      rule.destinations = kind[0] == 'a' ? 1 : 0;
      rule.sources = operation.substr(0, 3) == "cas" ? 2 : 1;
      rule.combine = combine;
      table.add(rule);
    }
  }
}

}  // namespace

void addMemoryRules(RuleTable& table) {
  for (const SpaceName& s : kSpaces) {
    bool writable = s.space != Space::param;
    addAccesses(table, std::string("ld") + s.name, writable ? std::string("st") + s.name : "", s.space);
  }
  addAccesses(table, "ld.global.nc", "", Space::global);
  addAccesses(table, "ld.volatile.shared", "st.volatile.shared", Space::shared);
  addAccesses(table, "ld.volatile.global", "st.volatile.global", Space::global);
  // Constant banks lie in device memory here.
  addAccesses(table, "ld.const", "", Space::global);
  addAtomic(table, "add.f32", 32, atomicAdd<float>);
  addAtomic(table, "add.f64", 64, atomicAdd<double>);
  addAtomic(table, "add.u32", 32, atomicAdd<uint32_t>);
  addAtomic(table, "add.s32", 32, atomicAdd<int32_t>);
  addAtomic(table, "add.u64", 64, atomicAdd<uint64_t>);
  addAtomic(table, "min.s32", 32, atomicMinimum<int32_t>);
  addAtomic(table, "min.u32", 32, atomicMinimum<uint32_t>);
  addAtomic(table, "max.s32", 32, atomicMaximum<int32_t>);
  addAtomic(table, "max.u32", 32, atomicMaximum<uint32_t>);
  addAtomic(table, "or.b32", 32, atomicOr<uint32_t>);
  addAtomic(table, "and.b32", 32, atomicAnd<uint32_t>);
  addAtomic(table, "exch.b32", 32, atomicExchange<uint32_t>);
  addAtomic(table, "cas.b32", 32, atomicCompareSwap<uint32_t>);
}

}  // namespace simcuda::ptx
