#include "kernel_parser.h"

#include <map>

#include "variable_parser.h"

namespace simcuda::ptx {
namespace {

class KernelParser {
 public:
  explicit KernelParser(TokenStream& in) : in_(in) {}

  Kernel run() {
    k_.name = in_.take().value;
    if (in_.accept("("))
      while (!in_.accept(")")) {
        k_.parameters.push_back(parseParameter(in_));
        in_.accept(",");
      }
    while (!in_.sees("{") && !in_.ended()) in_.take();  // .maxntid, .minnctapersm: bounds for the compiler
    body();
    return std::move(k_);
  }

 private:
  // Registers that are declared in an inner block are known within it only.
  void body() {
    in_.expect("{");
    int scope = ++scopes_;
    std::map<std::string, std::string> outer = names_;
    while (!in_.accept("}")) item(scope);
    names_ = outer;
  }

  void item(int scope) {
    if (in_.ended()) in_.fail("'}' expected");
    if (in_.sees("{")) {
      body();
    } else if (in_.accept(".reg")) {
      registers(scope);
    } else if (seesVariable(in_)) {
      k_.variables.push_back(parseVariable(in_));
    } else if (in_.accept(".loc")) {
      in_.take();
      sourceLine_ = in_.smallNumber();
      in_.skipLine();
    } else if (in_.accept(".pragma")) {
      in_.skipPast(";");
    } else if (in_.peek(1).value == ":" && in_.peek().kind == Token::Kind::word) {
      k_.labels.push_back({in_.take().value, k_.statements.size()});
      in_.expect(":");
    } else if (!in_.accept(";")) {
      k_.statements.push_back(statement());
    }
  }

  // .reg .type %r<12>, name; names of inner blocks may be those of outer ones, so each is made unique.
  void registers(int scope) {
    in_.take();
    do {
      std::string name = in_.take().value;
      if (in_.accept("<")) {
        k_.registerBanks.insert(name);
        in_.number();
        in_.expect(">");
      } else {
        names_[name] = name + "@" + std::to_string(scope);
      }
    } while (in_.accept(","));
    in_.expect(";");
  }

  Statement statement() {
    Statement s;
    s.line = in_.peek().line;
    s.sourceLine = sourceLine_;
    size_t begin = in_.peek().begin;
    if (in_.accept("@")) {
      s.guardNegated = in_.accept("!");
      s.guard = unique(in_.take().value);
    }
    s.opcode = in_.take().value;
    while (!in_.sees(";")) {
      if (!s.operands.empty()) in_.expect(",");
      s.operands.push_back(operand());
    }
    s.text = in_.textFrom(begin);
    in_.expect(";");
    return s;
  }

  std::string unique(const std::string& name) const {
    auto it = names_.find(name);
    return it == names_.end() ? name : it->second;
  }

  Operand operand() {
    Operand o{};
    if (in_.accept("{")) {
      o.kind = Operand::Kind::vector;
      while (!in_.accept("}")) {
        o.elements.push_back(operand());
        in_.accept(",");
      }
    } else if (in_.accept("[")) {
      address(o);
    } else if (in_.accept("_")) {
      o.kind = Operand::Kind::ignored;
    } else {
      value(o);
    }
    return o;
  }

  void value(Operand& o) {
    o.negated = in_.accept("!");
    if (in_.sees("-") || in_.peek().kind == Token::Kind::number) {
      o.kind = Operand::Kind::number;
      o.value = in_.signedNumber();
      return;
    }
    if (in_.peek().kind != Token::Kind::word) in_.fail("an operand expected");
    o.kind = Operand::Kind::name;
    o.name = unique(in_.take().value);
    if (in_.accept("|")) o.predicate = unique(in_.take().value);
  }

  // [base], [base+n], [base+-n]
  void address(Operand& o) {
    o.kind = Operand::Kind::memory;
    if (in_.peek().kind != Token::Kind::word) in_.fail("a register or symbol expected as an address");
    o.name = unique(in_.take().value);
    if (in_.accept("+") || in_.sees("-")) o.value = in_.signedNumber();
    in_.expect("]");
  }

  TokenStream& in_;
  Kernel k_;
  int sourceLine_ = 0;
  int scopes_ = 0;
  std::map<std::string, std::string> names_;  // of registers declared one by one
};

}  // namespace

Kernel parseKernel(TokenStream& in) { return KernelParser(in).run(); }

}  // namespace simcuda::ptx
