// An instruction ready to run: its operands are indices into the thread's register file, which also
// holds the special registers and every constant of the kernel.
#pragma once
#include <cstdint>

namespace simcuda::ptx {

struct Instruction;
struct Rule;
struct Thread;

// Runs an instruction: the one to go on with, or null where the thread stops.
using Step = const Instruction* (*)(uint64_t* registers, const Instruction& instruction, Thread& thread);

using Slot = uint16_t;
constexpr Slot kNoSlot = 0xFFFF;

// One line of the cache; its first half is all that arithmetic reads.
struct alignas(64) Instruction {
  Step run;
  Step unguarded;  // the same without the guard; of instructions that have one
  Slot destination[4];
  Slot source[4];
  int64_t offset = 0;     // of an address
  uint64_t pointers = 0;  // which pointer parameters the address may come from
  const Rule* rule;
  int32_t jump = 0;      // of a branch: by how many instructions
  Slot guard = kNoSlot;  // predicate register
  bool guardNegated = false;
};

}  // namespace simcuda::ptx
