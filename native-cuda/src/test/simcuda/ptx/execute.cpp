// Runs one thread until it waits or ends, and checks every address that it uses.
#include <cstring>

#include "../core/report.h"
#include "block.h"
#include "registers.h"
#include "rule.h"

namespace simcuda::ptx {
namespace {

// Far more than a kernel of the tests needs: a thread that runs longer does not end.
constexpr uint64_t kMaximumInstructions = 200'000'000;

template <class T>
T copyOf(const char* p) {
  T value;
  memcpy(&value, p, sizeof value);
  return value;
}

uint64_t extended(uint64_t value, int bytes) {
  int shift = 64 - 8 * bytes;
  return static_cast<uint64_t>(static_cast<int64_t>(value << shift) >> shift);
}

}  // namespace

void Block::advance(Thread& t) {
  const Instruction* const code = f_.code.data();
  const Instruction* next = code + t.next;
  uint64_t* const r = t.registers;
  auto stop = [&](State state) {
    t.state = state;
    t.next = next - code;
  };
  for (uint64_t steps = 0; !failed_; steps++) {
    const Instruction& i = *next;
    if (i.guard >= 0 && (r[i.guard] & 1) == (i.guardNegated ? 1u : 0u)) {
      next++;
      continue;
    }
    switch (i.form) {
      case Form::compute: i.compute(r, i); break;
      case Form::load: load(t, i); break;
      case Form::store: store(t, i); break;
      case Form::atomic: atomic(t, i); break;
      case Form::fence: break;
      case Form::branch: next = code + i.target - 1; break;
      case Form::exit: return stop(State::ended);
      case Form::barrier: return stop(State::atBarrier);
      case Form::warpBarrier:
      case Form::shuffle:
      case Form::vote: return stop(State::atWarp);
    }
    if (steps > kMaximumInstructions) return fail(t, i, kLaunchFailure, "the thread does not end");
    next++;
  }
}

void Block::load(Thread& t, const Instruction& i) {
  const Rule& rule = *i.rule;
  const char* p = resolve(t, i, true, false);
  if (!p) return;
  if (rule.bytes == 4 && rule.lanes == 1 && !rule.isSigned) {
    t.registers[i.destination[0]] = copyOf<uint32_t>(p);
    return;
  }
  for (int k = 0; k < rule.lanes; k++) {
    uint64_t value = 0;
    memcpy(&value, p + k * rule.bytes, rule.bytes);
    t.registers[i.destination[k]] = rule.isSigned ? extended(value, rule.bytes) : value;
  }
}

void Block::store(Thread& t, const Instruction& i) {
  char* p = resolve(t, i, false, true);
  if (!p) return;
  if (i.rule->bytes == 4 && i.rule->lanes == 1) {
    memcpy(p, &t.registers[i.destination[0]], 4);
    return;
  }
  for (int k = 0; k < i.rule->lanes; k++) memcpy(p + k * i.rule->bytes, &t.registers[i.destination[k]], i.rule->bytes);
}

void Block::atomic(Thread& t, const Instruction& i) {
  char* p = resolve(t, i, true, true);
  if (!p) return;
  uint64_t old = 0;
  memcpy(&old, p, i.rule->bytes);
  uint64_t value = i.rule->combine(old, t.registers[i.source[1]], t.registers[i.source[2]]);
  memcpy(p, &value, i.rule->bytes);
  t.registers[i.destination[0]] = old;
}

char* Block::resolve(Thread& t, const Instruction& i, bool reads, bool writes) {
  const Rule& rule = *i.rule;
  if (rule.space == Space::param) return const_cast<char*>(launch_.parameters.data()) + i.offset;
  uint64_t address = t.registers[i.source[0]] + i.offset;
  if (rule.space != Space::global) address = static_cast<uint32_t>(address);
  size_t bytes = static_cast<size_t>(rule.bytes) * rule.lanes;
  if (address & (bytes - 1)) {
    fail(t, i, kMisalignedAddress, text("address %#lx is not a multiple of %zu", address, bytes));
    return nullptr;
  }
  if (rule.space == Space::shared) return resolveShared(t, i, address, bytes, reads, writes);
  if (rule.space == Space::local) return resolveLocal(t, i, address, bytes);
  return resolveGlobal(t, i, address, bytes, reads, writes);
}

char* Block::resolveGlobal(Thread& t, const Instruction& i, uint64_t address, size_t bytes, bool reads, bool writes) {
  char* p = reinterpret_cast<char*>(address);
  for (uint64_t left = i.pointers; left != 0; left &= left - 1) {
    size_t k = __builtin_ctzll(left);
    const Extent& reach = launch_.reach[k];
    if (!reach.holds(p, bytes)) continue;
    RaceShadow* shadow = shadows_[k].get();
    return shadow && racesWithAnother(t, i, *shadow, p - reach.begin, bytes, reads, writes) ? nullptr : p;
  }
  std::string problem = memory::problem(p, bytes);
  if (i.pointers == 0 && problem.empty()) return p;
  if (i.pointers != 0) problem = outOfReach(i, p, bytes, problem);
  fail(t, i, kIllegalAddress, "illegal address: " + problem);
  return nullptr;
}

// Said of the parameter that the address is computed from, where that points anywhere.
std::string Block::outOfReach(const Instruction& i, const char* p, size_t bytes, const std::string& otherwise) const {
  for (uint64_t left = i.pointers; left != 0; left &= left - 1) {
    size_t k = __builtin_ctzll(left);
    const Extent& reach = launch_.reach[k];
    if (reach.begin)
      return text("%zu bytes at %+ld of parameter %d, which is %s", bytes, p - reach.begin, f_.pointers[k].parameter,
                  memory::describe(reach.begin).c_str());
  }
  return otherwise;
}

char* Block::resolveShared(Thread& t, const Instruction& i, uint64_t address, size_t bytes, bool reads, bool writes) {
  if (address + bytes > shared_.size()) {
    fail(t, i, kIllegalAddress, text("shared memory at +%lu, but the block has %zu bytes", address, shared_.size()));
    return nullptr;
  }
  if (racesWithAnother(t, i, sharedShadow_, address, bytes, reads, writes)) return nullptr;
  return shared_.data() + address;
}

bool Block::racesWithAnother(Thread& t, const Instruction& i, RaceShadow& shadow, size_t offset, size_t bytes,
                             bool reads, bool writes) {
  Race race = !writes ? shadow.read(offset, bytes, t.index)
              : reads ? shadow.atomic(offset, bytes, t.index)
                      : shadow.write(offset, bytes, t.index);
  if (!race) return false;
  const char* memory = i.rule->space == Space::shared ? "shared memory" : "global memory";
  fail(t, i, kLaunchFailure,
       race.kind == Race::Kind::block
           ? text("race on %s +%zu with thread %u of the block: __syncthreads is missing", memory, offset, race.thread)
           : text("race on %s +%zu with thread %u of another block: only atomics may meet there", memory, offset,
                  race.thread));
  return true;
}

char* Block::resolveLocal(Thread& t, const Instruction& i, uint64_t address, size_t bytes) {
  if (address + bytes <= f_.localBytes) return t.local + address;
  fail(t, i, kIllegalAddress, text("local array at +%lu, but the thread has %zu bytes", address, f_.localBytes));
  return nullptr;
}

std::string Block::where(const Instruction& i) const {
  size_t k = &i - f_.code.data();
  std::string place = text("PTX line %d", i.line);
  if (f_.sourceLines[k] > 0) place += text(" (source line %d)", f_.sourceLines[k]);
  return place + " '" + f_.texts[k] + "'";
}

void Block::fail(const Thread& t, const Instruction& i, int code, const std::string& why) {
  failed_ = true;
  fault(code, "kernel %s, block (%u,%u,%u) thread (%u,%u,%u), %s: %s", f_.name.c_str(), at_[0], at_[1], at_[2], t.x,
        t.y, t.z, where(i).c_str(), why.c_str());
}

}  // namespace simcuda::ptx
