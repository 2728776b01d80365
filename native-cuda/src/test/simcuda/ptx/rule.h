// The whitelist: every instruction, with all its modifiers, that the simulator executes. Any other
// one makes the module fail to load; there is no guessing.
#pragma once
#include <cstdint>
#include <string>

#include "instruction.h"

namespace simcuda::ptx {

enum class Form : uint8_t { compute, load, store, atomic, branch, exit, barrier, warpBarrier, shuffle, vote, fence };
enum class Space : uint8_t { none, param, global, shared, local };
enum class Shuffle : uint8_t { up, down, butterfly, index };
enum class Vote : uint8_t { any, all, ballot };

// What an atomic makes of the old value and its one or two operands.
using Combine = uint64_t (*)(uint64_t old, uint64_t a, uint64_t b);

struct Rule {
  std::string opcode;
  Form form = Form::compute;
  Step compute = nullptr;
  int destinations = 0;  // of a compute instruction
  int sources = 0;
  bool carriesAddress = false;  // the result points where the sources point
  bool toGlobal = false;        // cvta.to.global: its source is a pointer
  Space space = Space::none;
  int bytes = 0;  // per element of a memory access
  int lanes = 1;
  bool isSigned = false;
  Combine combine = nullptr;
  Shuffle shuffle = Shuffle::index;
  Vote vote = Vote::any;
};

// Null if the whitelist does not have it. A move from or to a vector is looked up as "mov.b32 pack"
// and "mov.b32 unpack".
const Rule* findRule(const std::string& opcode);

}  // namespace simcuda::ptx
