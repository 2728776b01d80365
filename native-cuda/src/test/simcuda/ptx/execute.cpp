// Runs one thread until it waits or ends, and checks every address that it uses.
#include <cstring>

#include "../core/report.h"
#include "block.h"
#include "registers.h"
#include "step.h"

namespace simcuda::ptx {
namespace {

// Far more than a kernel of the tests takes: a thread that takes more does not end.
constexpr uint64_t kMaximumBranches = 50'000'000;

uint64_t extended(uint64_t value, int bytes) {
  int shift = 64 - 8 * bytes;
  return static_cast<uint64_t>(static_cast<int64_t>(value << shift) >> shift);
}

// Of an access to memory other than parameters.
template <Space space>
uint64_t addressOf(const uint64_t* r, const Instruction& i) {
  uint64_t address = r[i.source[0]] + i.offset;
  return space == Space::global ? address : static_cast<uint32_t>(address);
}

template <Space space>
const char* source(const uint64_t* r, const Instruction& i, Thread& t, size_t bytes) {
  if constexpr (space == Space::param)
    return t.block->parameter(i);
  else
    return t.block->resolve<space, Use::read>(t, i, addressOf<space>(r, i), bytes);
}

// One unsigned number.
template <Space space, class T>
const Instruction* load(uint64_t* r, const Instruction& i, Thread& t) {
  const char* p = source<space>(r, i, t, sizeof(T));
  if (!p) return nullptr;
  T value;
  memcpy(&value, p, sizeof value);
  r[i.destination[0]] = value;
  return &i + 1;
}

template <Space space>
const Instruction* loadAny(uint64_t* r, const Instruction& i, Thread& t) {
  const Rule& rule = *i.rule;
  const char* p = source<space>(r, i, t, size_t(rule.bytes) * rule.lanes);
  if (!p) return nullptr;
  for (int k = 0; k < rule.lanes; k++) {
    uint64_t value = 0;
    memcpy(&value, p + k * rule.bytes, rule.bytes);
    r[i.destination[k]] = rule.isSigned ? extended(value, rule.bytes) : value;
  }
  return &i + 1;
}

template <Space space, class T>
const Instruction* store(uint64_t* r, const Instruction& i, Thread& t) {
  char* p = t.block->resolve<space, Use::write>(t, i, addressOf<space>(r, i), sizeof(T));
  if (!p) return nullptr;
  memcpy(p, &r[i.destination[0]], sizeof(T));
  return &i + 1;
}

template <Space space>
const Instruction* storeAny(uint64_t* r, const Instruction& i, Thread& t) {
  const Rule& rule = *i.rule;
  char* p = t.block->resolve<space, Use::write>(t, i, addressOf<space>(r, i), size_t(rule.bytes) * rule.lanes);
  if (!p) return nullptr;
  for (int k = 0; k < rule.lanes; k++) memcpy(p + k * rule.bytes, &r[i.destination[k]], rule.bytes);
  return &i + 1;
}

template <Space space>
const Instruction* atomic(uint64_t* r, const Instruction& i, Thread& t) {
  char* p = t.block->resolve<space, Use::update>(t, i, addressOf<space>(r, i), i.rule->bytes);
  if (!p) return nullptr;
  uint64_t old = 0;
  memcpy(&old, p, i.rule->bytes);
  uint64_t value = i.rule->combine(old, r[i.source[1]], r[i.source[2]]);
  memcpy(p, &value, i.rule->bytes);
  r[i.destination[0]] = old;
  return &i + 1;
}

const Instruction* branch(uint64_t*, const Instruction& i, Thread& t) {
  return --t.branches == 0 ? t.block->tooLong(t, i) : &i + i.jump;
}

const Instruction* fence(uint64_t*, const Instruction& i, Thread&) { return &i + 1; }

template <State state>
const Instruction* stop(uint64_t*, const Instruction& i, Thread& t) {
  return t.block->stop(t, i, state);
}

template <bool negated>
const Instruction* guarded(uint64_t* r, const Instruction& i, Thread& t) {
  bool skips = ((r[i.guard] & 1) != 0) == negated;
  return skips ? &i + 1 : i.unguarded(r, i, t);
}

template <Space space>
Step loadStep(const Rule& rule) {
  if (rule.lanes != 1 || rule.isSigned) return loadAny<space>;
  switch (rule.bytes) {
    case 1: return load<space, uint8_t>;
    case 2: return load<space, uint16_t>;
    case 4: return load<space, uint32_t>;
    default: return load<space, uint64_t>;
  }
}

template <Space space>
Step storeStep(const Rule& rule) {
  if (rule.lanes != 1) return storeAny<space>;
  switch (rule.bytes) {
    case 1: return store<space, uint8_t>;
    case 2: return store<space, uint16_t>;
    case 4: return store<space, uint32_t>;
    default: return store<space, uint64_t>;
  }
}

// Nothing is stored to parameters, and atomics are global or shared.
Step accessStep(const Rule& rule) {
  bool loads = rule.form == Form::load;
  switch (rule.space) {
    case Space::shared: return loads ? loadStep<Space::shared>(rule) : storeStep<Space::shared>(rule);
    case Space::local: return loads ? loadStep<Space::local>(rule) : storeStep<Space::local>(rule);
    case Space::param: return loadStep<Space::param>(rule);
    default: return loads ? loadStep<Space::global>(rule) : storeStep<Space::global>(rule);
  }
}

Step stepOf(const Rule& rule) {
  switch (rule.form) {
    case Form::compute: return rule.compute;
    case Form::load:
    case Form::store: return accessStep(rule);
    case Form::atomic: return rule.space == Space::shared ? atomic<Space::shared> : atomic<Space::global>;
    case Form::fence: return fence;
    case Form::branch: return branch;
    case Form::exit: return stop<State::ended>;
    case Form::barrier: return stop<State::atBarrier>;
    default: return stop<State::atWarp>;
  }
}

}  // namespace

void setStep(Instruction& i) {
  i.unguarded = stepOf(*i.rule);
  i.run = i.guard == kNoSlot ? i.unguarded : i.guardNegated ? guarded<true> : guarded<false>;
}

void Block::advance(Thread& t) {
  t.branches = kMaximumBranches;
  const Instruction* next = f_.code.data() + t.next;
  do next = next->run(t.registers, *next, t);
  while (next);
}

const Instruction* Block::stop(Thread& t, const Instruction& i, State state) {
  t.state = state;
  t.next = &i - f_.code.data();
  return nullptr;
}

const Instruction* Block::tooLong(const Thread& t, const Instruction& i) {
  fail(t, i, kLaunchFailure, "the thread does not end");
  return nullptr;
}

template <Space space, Use use>
char* Block::resolve(Thread& t, const Instruction& i, uint64_t address, size_t bytes) {
  if (address & (bytes - 1)) {
    fail(t, i, kMisalignedAddress, text("address %#lx is not a multiple of %zu", address, bytes));
    return nullptr;
  }
  if constexpr (space == Space::shared) return resolveShared<use>(t, i, address, bytes);
  if constexpr (space == Space::local) return resolveLocal(t, i, address, bytes);
  return resolveGlobal<use>(t, i, address, bytes);
}

template <Use use>
static Race touch(RaceShadow& shadow, size_t offset, size_t bytes, unsigned thread) {
  switch (use) {
    case Use::read: return shadow.read(offset, bytes, thread);
    case Use::write: return shadow.write(offset, bytes, thread);
    default: return shadow.atomic(offset, bytes, thread);
  }
}

template <Use use>
char* Block::resolveGlobal(Thread& t, const Instruction& i, uint64_t address, size_t bytes) {
  char* p = reinterpret_cast<char*>(address);
  for (uint64_t left = i.pointers; left != 0; left &= left - 1) {
    const Reach& reach = reach_[__builtin_ctzll(left)];
    if (!reach.extent.holds(p, bytes)) continue;
    if (!reach.shadow) return p;
    size_t offset = p - reach.extent.begin;
    Race race = touch<use>(*reach.shadow, offset, bytes, t.index);
    if (!race) return p;
    failRace(t, i, offset, race);
    return nullptr;
  }
  return unresolved(t, i, p, bytes);
}

// An address that lies in nothing that a parameter may reach: a variable of the module, or a fault.
char* Block::unresolved(Thread& t, const Instruction& i, char* p, size_t bytes) {
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

template <Use use>
char* Block::resolveShared(Thread& t, const Instruction& i, uint64_t address, size_t bytes) {
  if (address + bytes > shared_.size()) {
    fail(t, i, kIllegalAddress, text("shared memory at +%lu, but the block has %zu bytes", address, shared_.size()));
    return nullptr;
  }
  Race race = touch<use>(sharedShadow_, address, bytes, t.index);
  if (!race) return shared_.data() + address;
  failRace(t, i, address, race);
  return nullptr;
}

void Block::failRace(const Thread& t, const Instruction& i, size_t offset, const Race& race) {
  const char* memory = i.rule->space == Space::shared ? "shared memory" : "global memory";
  fail(t, i, kLaunchFailure,
       race.kind == Race::Kind::block
           ? text("race on %s +%zu with thread %u of the block: __syncthreads is missing", memory, offset, race.thread)
           : text("race on %s +%zu with thread %u of another block: only atomics may meet there", memory, offset,
                  race.thread));
}

char* Block::resolveLocal(Thread& t, const Instruction& i, uint64_t address, size_t bytes) {
  if (address + bytes <= f_.localBytes) return t.local + address;
  fail(t, i, kIllegalAddress, text("local array at +%lu, but the thread has %zu bytes", address, f_.localBytes));
  return nullptr;
}

std::string Block::where(const Instruction& i) const {
  size_t k = &i - f_.code.data();
  std::string place = text("PTX line %d", f_.lines[k]);
  if (f_.sourceLines[k] > 0) place += text(" (source line %d)", f_.sourceLines[k]);
  return place + " '" + f_.texts[k] + "'";
}

void Block::fail(const Thread& t, const Instruction& i, int code, const std::string& why) {
  failed_ = true;
  fault(code, "kernel %s, block (%u,%u,%u) thread (%u,%u,%u), %s: %s", f_.name.c_str(), at_[0], at_[1], at_[2], t.x,
        t.y, t.z, where(i).c_str(), why.c_str());
}

}  // namespace simcuda::ptx
