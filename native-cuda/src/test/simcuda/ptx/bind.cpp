#include <algorithm>
#include <set>

#include "function.h"
#include "rule.h"

namespace simcuda::ptx {
namespace {

const char* const kSpecialNames[] = {"%tid.x", "%tid.y", "%tid.z", "%ctaid.x", "%ctaid.y", "%ctaid.z", "%ntid.x",
                                     "%ntid.y", "%ntid.z", "%nctaid.x", "%nctaid.y", "%nctaid.z", "%laneid"};

// Takes what nobody reads.
const char* const kIgnored = "_";

size_t aligned(size_t offset, size_t alignment) { return (offset + alignment - 1) / alignment * alignment; }

class Binder {
 public:
  Binder(const Kernel& kernel, const std::vector<Variable>& moduleVariables,
         const std::map<std::string, uint64_t>& symbols)
      : kernel_(kernel), moduleVariables_(moduleVariables), symbols_(symbols) {}

  Function run() {
    f_.name = kernel_.name;
    layParameters();
    layVariables();
    for (const Label& label : kernel_.labels) labels_[label.name] = label.statement;
    for (const Statement& s : kernel_.statements) add(s);
    addFinalExit();
    numberRegisters();
    tracePointers(f_);
    return std::move(f_);
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw Unsupported("kernel " + kernel_.name + (s_ ? ", PTX line " + std::to_string(s_->line) + ": '" + s_->text + "'" : "") + ": " + why);
  }

  // ---- variables

  void layParameters() {
    size_t offset = 0;
    for (const Variable& v : kernel_.parameters) {
      offset = aligned(offset, std::max(1, v.alignment));
      parameters_[v.name] = offset;
      f_.parameters.push_back({offset, v.bytes});
      offset += v.bytes;
    }
    f_.parameterBytes = offset;
  }

  void layVariables() {
    std::vector<const Variable*> dynamic;
    std::set<std::string> mentioned = mentionedNames();
    std::vector<const Variable*> all;
    for (const Variable& v : kernel_.variables) all.push_back(&v);
    for (const Variable& v : moduleVariables_)
      if (v.space == "shared" && mentioned.count(v.name)) all.push_back(&v);
    for (const Variable* v : all) {
      if (v->space == "shared" && v->bytes == 0) dynamic.push_back(v);
      else if (v->space == "shared") addresses_[v->name] = reserve(f_.sharedBytes, *v);
      else if (v->space == "local") addresses_[v->name] = reserve(f_.localBytes, *v);
      else fail("a ." + v->space + " variable within a kernel is not simulated");
    }
    if (!dynamic.empty()) f_.sharedBytes = aligned(f_.sharedBytes, 16);
    for (const Variable* v : dynamic) addresses_[v->name] = f_.sharedBytes;
  }

  static uint64_t reserve(size_t& bytes, const Variable& v) {
    bytes = aligned(bytes, v.alignment);
    size_t offset = bytes;
    bytes += v.bytes;
    return offset;
  }

  std::set<std::string> mentionedNames() const {
    std::set<std::string> names;
    for (const Statement& s : kernel_.statements)
      for (const Operand& o : s.operands) names.insert(o.name);
    return names;
  }

  // ---- operands

  // Registers get their final numbers last, when the number of constants is known.
  int registerIndex(const std::string& name) {
    auto it = registers_.find(name);
    if (it != registers_.end()) return it->second;
    if (!declared(name)) fail("'" + name + "' is no declared register; special registers other than the known are not simulated");
    int index = -2 - static_cast<int>(registers_.size());
    return registers_[name] = index;
  }

  bool declared(const std::string& name) const {
    if (name == kIgnored || name.find('@') != std::string::npos) return true;
    size_t digits = name.find_last_not_of("0123456789") + 1;
    return digits < name.size() && kernel_.registerBanks.count(name.substr(0, digits)) != 0;
  }

  int constantIndex(uint64_t value) {
    auto at = constantIndex_.find(value);
    if (at != constantIndex_.end()) return at->second;
    int index = kSpecialRegisters + f_.constants.size();
    f_.constants.push_back(value);
    return constantIndex_[value] = index;
  }

  int source(const Operand& o) {
    if (o.negated) fail("a negated operand is not simulated");
    if (o.kind == Operand::Kind::number) return constantIndex(o.value);
    if (o.kind != Operand::Kind::name || !o.predicate.empty()) fail("a register or number expected as a source");
    for (int k = 0; k < kSpecialRegisters; k++)
      if (o.name == kSpecialNames[k]) return k;
    auto address = addresses_.find(o.name);
    if (address != addresses_.end()) return constantIndex(address->second);
    auto symbol = symbols_.find(o.name);
    if (symbol != symbols_.end()) return constantIndex(symbol->second);
    return registerIndex(o.name);
  }

  int destination(const Operand& o) {
    if (o.kind == Operand::Kind::ignored) return registerIndex(kIgnored);
    if (o.kind != Operand::Kind::name || o.negated || !o.predicate.empty()) fail("a register expected as the destination");
    return registerIndex(o.name);
  }

  void operands(size_t count) const {
    if (s_->operands.size() != count) fail(std::to_string(count) + " operands expected");
  }

  // ---- instructions

  const Rule& rule() const {
    std::string opcode = s_->opcode;
    if (opcode.substr(0, 4) == "mov." && s_->operands.size() == 2)
      for (int k : {0, 1})
        if (s_->operands[k].kind == Operand::Kind::vector)
          opcode += std::string(k == 0 ? " unpack" : " pack") + (s_->operands[k].elements.size() == 4 ? "4" : "");
    const Rule* found = findRule(opcode);
    if (!found) fail("'" + opcode + "' is not on the list of simulated instructions");
    return *found;
  }

  void add(const Statement& s) {
    s_ = &s;
    Instruction i{};
    std::fill(std::begin(i.destination), std::end(i.destination), -1);
    std::fill(std::begin(i.source), std::end(i.source), -1);
    i.guard = s.guard.empty() ? -1 : registerIndex(s.guard);
    i.guardNegated = s.guardNegated;
    i.line = s.line;
    i.target = -1;
    const Rule& r = rule();
    i.rule = &r;
    i.compute = r.compute;
    i.form = r.form;
    f_.fences |= r.form == Form::fence;
    if (r.space == Space::global) f_.globalGrain = std::min<size_t>(f_.globalGrain, r.bytes);
    f_.waits |= r.form == Form::barrier || r.form == Form::warpBarrier || r.form == Form::shuffle || r.form == Form::vote;
    switch (r.form) {
      case Form::compute: bindCompute(i, r); break;
      case Form::load: bindAccess(i, r, 1, 0); break;
      case Form::store: bindAccess(i, r, 0, 1); break;
      case Form::atomic: bindAtomic(i, r); break;
      case Form::branch: bindBranch(i); break;
      case Form::barrier: bindBarrier(); break;
      case Form::warpBarrier: operands(1); i.source[0] = source(s.operands[0]); break;
      case Form::shuffle: bindShuffle(i); break;
      case Form::vote: bindVote(i); break;
      case Form::exit:
      case Form::fence: operands(0); break;
    }
    f_.code.push_back(i);
    f_.texts.push_back(s.text);
    f_.sourceLines.push_back(s.sourceLine);
  }

  void bindCompute(Instruction& i, const Rule& r) {
    std::vector<const Operand*> to, from;
    operands(s_->operands.size() < 2 ? 2 : s_->operands.size());
    flatten(s_->operands[0], to);
    for (size_t k = 1; k < s_->operands.size(); k++) flatten(s_->operands[k], from);
    if (static_cast<int>(to.size()) != r.destinations || static_cast<int>(from.size()) != r.sources)
      fail("wrong number of operands");
    for (size_t k = 0; k < to.size(); k++) i.destination[k] = destination(*to[k]);
    for (size_t k = 0; k < from.size(); k++) i.source[k] = source(*from[k]);
    // Handlers read as many sources as their form has; absent ones read the first again.
    for (int& k : i.source)
      if (k == -1) k = i.source[0];
  }

  static void flatten(const Operand& o, std::vector<const Operand*>& to) {
    if (o.kind != Operand::Kind::vector) to.push_back(&o);
    for (const Operand& element : o.elements) to.push_back(&element);
  }

  void bindAddress(Instruction& i, const Rule& r, const Operand& o) {
    if (o.kind != Operand::Kind::memory) fail("an address in brackets expected");
    i.offset = o.value;
    if (r.space == Space::param) {
      auto it = parameters_.find(o.name);
      if (it == parameters_.end()) fail("unknown parameter '" + o.name + "'");
      i.offset += it->second;
      if (i.offset < 0 || i.offset + size_t(r.bytes * r.lanes) > f_.parameterBytes) fail("reads behind the parameters");
      return;
    }
    Operand base{};
    base.kind = Operand::Kind::name;
    base.name = o.name;
    i.source[0] = source(base);
  }

  // Source 0 is the address; the elements of a store are in destination, which it has no other use for.
  void bindAccess(Instruction& i, const Rule& r, int address, int value) {
    operands(2);
    bindAddress(i, r, s_->operands[address]);
    std::vector<const Operand*> elements;
    flatten(s_->operands[value], elements);
    if (static_cast<int>(elements.size()) != r.lanes) fail("wrong number of vector elements");
    for (int k = 0; k < r.lanes; k++)
      i.destination[k] = r.form == Form::store ? source(*elements[k]) : destination(*elements[k]);
  }

  void bindAtomic(Instruction& i, const Rule& r) {
    operands(r.destinations + 1 + r.sources);
    int at = r.destinations;
    i.destination[0] = at == 1 ? destination(s_->operands[0]) : registerIndex(kIgnored);
    bindAddress(i, r, s_->operands[at]);
    i.source[1] = source(s_->operands[at + 1]);
    i.source[2] = r.sources == 2 ? source(s_->operands[at + 2]) : i.source[1];
  }

  void bindBranch(Instruction& i) {
    operands(1);
    auto it = labels_.find(s_->operands[0].name);
    if (it == labels_.end()) fail("no such label");
    i.target = it->second;
  }

  void bindBarrier() {
    operands(1);
    const Operand& o = s_->operands[0];
    if (o.kind != Operand::Kind::number || o.value != 0) fail("only barrier 0 of the whole block is simulated");
  }

  void bindShuffle(Instruction& i) {
    operands(5);
    Operand to = s_->operands[0];
    std::string predicate = to.predicate;
    to.predicate.clear();
    i.destination[0] = destination(to);
    i.destination[1] = registerIndex(predicate.empty() ? kIgnored : predicate);
    for (int k = 0; k < 4; k++) i.source[k] = source(s_->operands[k + 1]);
  }

  // destination, predicate, mask
  void bindVote(Instruction& i) {
    operands(3);
    i.destination[0] = destination(s_->operands[0]);
    i.source[0] = source(s_->operands[1]);
    i.source[1] = source(s_->operands[2]);
  }

  void addFinalExit() {
    s_ = nullptr;
    Instruction i{};
    i.rule = findRule("ret");
    i.form = Form::exit;
    i.target = -1;
    i.guard = -1;
    f_.code.push_back(i);
    f_.texts.push_back("(end of the kernel)");
    f_.sourceLines.push_back(0);
  }

  // Slots: special registers, constants, registers.
  void numberRegisters() {
    int first = kSpecialRegisters + f_.constants.size();
    auto number = [first](int& index) {
      if (index <= -2) index = first + (-2 - index);
    };
    for (Instruction& i : f_.code) {
      for (int& k : i.destination) number(k);
      for (int& k : i.source) number(k);
      number(i.guard);
    }
    f_.registers = first + registers_.size();
  }

  const Kernel& kernel_;
  const std::vector<Variable>& moduleVariables_;
  const std::map<std::string, uint64_t>& symbols_;
  const Statement* s_ = nullptr;
  Function f_;
  std::map<std::string, size_t> parameters_;
  std::map<std::string, uint64_t> addresses_;  // of shared and local variables
  std::map<std::string, int> labels_;
  std::map<std::string, int> registers_;
  std::map<uint64_t, int> constantIndex_;
};

}  // namespace

Function bind(const Kernel& kernel, const std::vector<Variable>& moduleVariables,
              const std::map<std::string, uint64_t>& symbols) {
  return Binder(kernel, moduleVariables, symbols).run();
}

}  // namespace simcuda::ptx
