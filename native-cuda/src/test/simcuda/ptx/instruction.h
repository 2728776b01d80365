// An instruction ready to run: its operands are indices into the thread's register file, which also
// holds the special registers and every constant of the kernel.
#pragma once
#include <cstdint>

namespace simcuda::ptx {

enum class Form : uint8_t { compute, load, store, atomic, branch, exit, barrier, warpBarrier, shuffle, vote, fence };

struct Rule;
struct Instruction;

// Computes on the register file only.
using Handler = void (*)(uint64_t* registers, const Instruction& instruction);

struct Instruction {
  const Rule* rule;
  Handler compute;  // for Form::compute
  Form form;        // the rule's
  int32_t destination[4];
  int32_t source[4];
  int32_t guard = -1;  // predicate register, -1: always
  bool guardNegated = false;
  int32_t target = -1;    // of a branch
  int64_t offset = 0;     // of an address
  uint64_t pointers = 0;  // which pointer parameters the address may come from
  int32_t line = 0;
};

}  // namespace simcuda::ptx
