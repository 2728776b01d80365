#include <algorithm>

#include "function.h"
#include "rule.h"
#include "step.h"
#include "slots.h"

namespace simcuda::ptx {
namespace {

bool waits(Form form) {
  return form == Form::barrier || form == Form::warpBarrier || form == Form::shuffle || form == Form::vote;
}

void flatten(const Operand& o, std::vector<const Operand*>& to) {
  if (o.kind != Operand::Kind::vector) to.push_back(&o);
  for (const Operand& element : o.elements) to.push_back(&element);
}

// Binds one statement; failures name no place.
class StatementBinder {
 public:
  // index: of the instruction
  StatementBinder(const Statement& s, int index, Slots& slots, const std::map<std::string, int>& labels,
                  size_t parameterBytes)
      : s_(s), index_(index), slots_(slots), labels_(labels), parameterBytes_(parameterBytes) {}

  Instruction run() {
    std::fill(std::begin(i_.destination), std::end(i_.destination), kNoSlot);
    std::fill(std::begin(i_.source), std::end(i_.source), kNoSlot);
    i_.guard = s_.guard.empty() ? kNoSlot : slots_.registerSlot(s_.guard);
    i_.guardNegated = s_.guardNegated;
    i_.rule = &rule();
    bindOperands();
    setStep(i_);
    return i_;
  }

 private:
  const Rule& rule() const {
    std::string opcode = s_.opcode;
    if (opcode.substr(0, 4) == "mov." && s_.operands.size() == 2)
      for (int k : {0, 1})
        if (s_.operands[k].kind == Operand::Kind::vector)
          opcode += std::string(k == 0 ? " unpack" : " pack") + (s_.operands[k].elements.size() == 4 ? "4" : "");
    const Rule* found = findRule(opcode);
    if (!found) throw Unsupported("'" + opcode + "' is not on the list of simulated instructions");
    return *found;
  }

  void bindOperands() {
    switch (i_.rule->form) {
      case Form::compute: return compute();
      case Form::load: return access(1, 0);
      case Form::store: return access(0, 1);
      case Form::atomic: return atomic();
      case Form::branch: return branch();
      case Form::barrier: return barrier();
      case Form::warpBarrier: return warpBarrier();
      case Form::shuffle: return shuffle();
      case Form::vote: return vote();
      case Form::exit:
      case Form::fence: return expect(0);
    }
  }

  void expect(size_t operands) const {
    if (s_.operands.size() != operands) throw Unsupported(std::to_string(operands) + " operands expected");
  }

  void compute() {
    std::vector<const Operand*> to, from;
    for (size_t k = 0; k < s_.operands.size(); k++) flatten(s_.operands[k], k == 0 ? to : from);
    if (static_cast<int>(to.size()) != i_.rule->destinations || static_cast<int>(from.size()) != i_.rule->sources)
      throw Unsupported("wrong number of operands");
    for (size_t k = 0; k < to.size(); k++) i_.destination[k] = slots_.destination(*to[k]);
    for (size_t k = 0; k < from.size(); k++) i_.source[k] = slots_.source(*from[k]);
    // Handlers for several operations read as many sources as the largest of them has.
    for (Slot& k : i_.source)
      if (k == kNoSlot) k = i_.source[0];
  }

  void address(const Operand& o) {
    if (o.kind != Operand::Kind::memory) throw Unsupported("an address in brackets expected");
    i_.offset = o.value;
    if (i_.rule->space == Space::param) return parameter(o.name);
    Operand base{};
    base.kind = Operand::Kind::name;
    base.name = o.name;
    i_.source[0] = slots_.source(base);
  }

  void parameter(const std::string& name) {
    i_.offset += slots_.parameterOffset(name);
    size_t bytes = size_t(i_.rule->bytes) * i_.rule->lanes;
    if (i_.offset < 0 || i_.offset + bytes > parameterBytes_) throw Unsupported("reads behind the parameters");
  }

  // Source 0 is the address; the elements of a store are in destination, which it has no other use for.
  void access(int at, int value) {
    expect(2);
    address(s_.operands[at]);
    std::vector<const Operand*> elements;
    flatten(s_.operands[value], elements);
    if (static_cast<int>(elements.size()) != i_.rule->lanes) throw Unsupported("wrong number of vector elements");
    for (int k = 0; k < i_.rule->lanes; k++)
      i_.destination[k] = i_.rule->form == Form::store ? slots_.source(*elements[k]) : slots_.destination(*elements[k]);
  }

  void atomic() {
    int at = i_.rule->destinations, sources = i_.rule->sources;
    expect(at + 1 + sources);
    i_.destination[0] = at == 1 ? slots_.destination(s_.operands[0]) : slots_.ignored();
    address(s_.operands[at]);
    i_.source[1] = slots_.source(s_.operands[at + 1]);
    i_.source[2] = sources == 2 ? slots_.source(s_.operands[at + 2]) : i_.source[1];
  }

  void branch() {
    expect(1);
    auto it = labels_.find(s_.operands[0].name);
    if (it == labels_.end()) throw Unsupported("no such label");
    i_.jump = it->second - index_;
  }

  void barrier() const {
    expect(1);
    const Operand& o = s_.operands[0];
    if (o.kind != Operand::Kind::number || o.value != 0)
      throw Unsupported("only barrier 0 of the whole block is simulated");
  }

  void warpBarrier() {
    expect(1);
    i_.source[0] = slots_.source(s_.operands[0]);
  }

  // d|p, value, lane, clamp, mask
  void shuffle() {
    expect(5);
    Operand to = s_.operands[0];
    std::string predicate = to.predicate;
    to.predicate.clear();
    i_.destination[0] = slots_.destination(to);
    i_.destination[1] = predicate.empty() ? slots_.ignored() : slots_.registerSlot(predicate);
    for (int k = 0; k < 4; k++) i_.source[k] = slots_.source(s_.operands[k + 1]);
  }

  // d, predicate, mask
  void vote() {
    expect(3);
    i_.destination[0] = slots_.destination(s_.operands[0]);
    i_.source[0] = slots_.source(s_.operands[1]);
    i_.source[1] = slots_.source(s_.operands[2]);
  }

  const Statement& s_;
  int index_;
  Slots& slots_;
  const std::map<std::string, int>& labels_;
  size_t parameterBytes_;
  Instruction i_{};
};

void append(Function& f, const Instruction& i, const std::string& text, int line, int sourceLine) {
  const Rule& rule = *i.rule;
  f.waits |= waits(rule.form);
  f.fences |= rule.form == Form::fence;
  if (rule.space == Space::global) f.globalGrain = std::min<size_t>(f.globalGrain, rule.bytes);
  if (rule.space == Space::shared) f.sharedGrain = std::min<size_t>(f.sharedGrain, rule.bytes);
  f.code.push_back(i);
  f.texts.push_back(text);
  f.lines.push_back(line);
  f.sourceLines.push_back(sourceLine);
}

void appendExit(Function& f) {
  Instruction i{};
  i.rule = findRule("ret");
  setStep(i);
  append(f, i, "(end of the kernel)", 0, 0);
}

}  // namespace

Function bind(const Kernel& kernel, const std::vector<Variable>& moduleVariables,
              const std::map<std::string, uint64_t>& symbols) {
  Function f;
  f.name = kernel.name;
  Slots slots(kernel, moduleVariables, symbols, f);
  std::map<std::string, int> labels;
  for (const Label& label : kernel.labels) labels[label.name] = label.statement;
  for (const Statement& s : kernel.statements) try {
      int index = f.code.size();
      append(f, StatementBinder(s, index, slots, labels, f.parameterBytes).run(), s.text, s.line, s.sourceLine);
    } catch (const Unsupported& e) {
      throw Unsupported("kernel " + kernel.name + ", PTX line " + std::to_string(s.line) + ": '" + s.text +
                        "': " + e.what());
    }
  appendExit(f);
  slots.finish();
  tracePointers(f);
  return f;
}

}  // namespace simcuda::ptx
