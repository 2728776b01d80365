// A kernel ready to run.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "instruction.h"
#include "syntax.h"

namespace simcuda::ptx {

// The first slots of every thread's register file.
enum SpecialRegister : int {
  kThreadX,
  kThreadY,
  kThreadZ,
  kBlockX,
  kBlockY,
  kBlockZ,
  kBlockSizeX,
  kBlockSizeY,
  kBlockSizeZ,
  kGridSizeX,
  kGridSizeY,
  kGridSizeZ,
  kLane,
  kSpecialRegisters
};

struct Parameter {
  size_t offset;
  size_t bytes;
};

// A 64-bit parameter, or a part of one, from which addresses are computed.
struct PointerParameter {
  size_t offset;         // into the parameter block
  int parameter;         // its number
  bool certain = false;  // cvta.to.global was applied to it
  bool address = false;  // some address comes from it
  bool read = false;
  bool written = false;
};

struct Function {
  std::string name;
  std::vector<Parameter> parameters;
  size_t parameterBytes = 0;
  std::vector<PointerParameter> pointers;  // at most 64
  std::vector<Instruction> code;           // ends with an exit
  std::vector<std::string> texts;          // of each instruction
  std::vector<int> lines;                  // of the PTX
  std::vector<int> sourceLines;            // of the .cu file, 0 where the PTX does not say
  std::vector<uint64_t> constants;  // follow the special registers
  bool fences = false;              // some instruction is a memory fence
  size_t globalGrain = 16;          // bytes of the smallest access to global memory
  size_t sharedGrain = 16;          // and to shared memory
  bool waits = false;               // some instruction waits for other threads
  size_t registers = 0;             // slots per thread, specials and constants included
  size_t sharedBytes = 0;           // static; dynamic shared memory follows
  size_t localBytes = 0;
};

// Resolves names, looks every instruction up in the whitelist and finds where addresses come from.
// symbols: address of each variable of the module. Throws Unsupported.
Function bind(const Kernel& kernel, const std::vector<Variable>& moduleVariables,
              const std::map<std::string, uint64_t>& symbols);

// Fills in Instruction::pointers and Function::pointers.
void tracePointers(Function& function);

}  // namespace simcuda::ptx
