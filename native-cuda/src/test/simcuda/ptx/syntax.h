// PTX as parsed, before its instructions are looked up and its names resolved.
#pragma once
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace simcuda::ptx {

// What makes a module unusable: a form that the simulator does not know. Loading it then fails.
class Unsupported : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Operand {
  enum class Kind { name, number, memory, vector, ignored } kind;
  std::string name;               // of a register or symbol; of a memory operand's base
  std::string predicate;          // the p of d|p
  bool negated = false;           // !p
  int64_t value = 0;              // of a number; the offset of a memory operand
  std::vector<Operand> elements;  // of a vector
};

struct Statement {
  std::string opcode;  // with all modifiers
  std::string guard;   // predicate register, or empty
  bool guardNegated = false;
  std::vector<Operand> operands;
  int line = 0;
  int sourceLine = 0;  // of the .cu file, 0 if the PTX does not say
  std::string text;
};

struct Variable {
  std::string space;  // shared, local, global, const, param
  std::string name;
  int alignment = 1;
  size_t bytes = 0;  // 0: declared without a size, as dynamic shared memory is
  std::vector<char> initial;
};

struct Label {
  std::string name;
  size_t statement;
};

struct Kernel {
  std::string name;
  std::vector<Variable> parameters;
  std::vector<Variable> variables;
  std::vector<Statement> statements;
  std::vector<Label> labels;
  std::set<std::string> registerBanks;  // "%r" of .reg .b32 %r<12>; a register with a name of its own contains @
};

struct Source {
  int versionMajor = 0;
  int versionMinor = 0;
  int target = 0;  // 80 for sm_80
  std::vector<Variable> variables;
  std::vector<Kernel> entries;
};

}  // namespace simcuda::ptx
