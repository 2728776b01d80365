#include "parser.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>

#include "lexer.h"

namespace simcuda::ptx {
namespace {

size_t typeBytes(const std::string& type) {
  if (type == ".pred") return 1;
  if (type.size() < 3 || !strchr("bsuf", type[1])) return 0;
  return atoi(type.c_str() + 2) / 8;
}

class Parser {
 public:
  explicit Parser(const std::string& text) : text_(text), tokens_(tokenize(text)) {}

  Source run() {
    while (peek().kind != Token::Kind::end) directive();
    return std::move(source_);
  }

 private:
  const Token& peek(int ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  const Token& take() { return tokens_[std::min(at_++, tokens_.size() - 1)]; }
  bool sees(const char* value) const { return peek().value == value; }
  bool accept(const char* value) { return sees(value) ? (at_++, true) : false; }

  void expect(const char* value) {
    if (!accept(value)) fail(std::string("'") + value + "' expected");
  }

  [[noreturn]] void fail(const std::string& why) const {
    throw Unsupported("PTX line " + std::to_string(peek().line) + ": " + why + ", found '" + peek().value + "'");
  }

  void skipLine() {
    for (int line = peek().line; peek().line == line && peek().kind != Token::Kind::end;) take();
  }

  void skipTo(const char* value) {
    while (!sees(value) && peek().kind != Token::Kind::end) take();
    expect(value);
  }

  // ---- the module

  void directive() {
    if (accept(".version")) {
      source_.versionMajor = atoi(take().value.c_str());
      source_.versionMinor = atoi(take().value.c_str() + 1);  // ".3"
    } else if (accept(".target")) {
      source_.target = atoi(peek().value.c_str() + 3);
      skipLine();
    } else if (sees(".address_size") || sees(".file")) {
      skipLine();
    } else if (sees(".section")) {
      skipTo("}");
    } else if (sees(".visible") || sees(".weak") || sees(".extern") || sees(".common")) {
      take();
    } else if (accept(".entry")) {
      kernel();
    } else if (isSpace(peek().value)) {
      source_.variables.push_back(variable());
    } else {
      fail("a directive that the simulator does not know");
    }
  }

  static bool isSpace(const std::string& word) {
    return word == ".shared" || word == ".global" || word == ".const" || word == ".local";
  }

  // .space [.align n] .type name[n] [= {...}];
  Variable variable() {
    Variable v;
    v.space = take().value.substr(1);
    declarator(v);
    if (accept("=")) initialise(v);
    expect(";");
    return v;
  }

  void declarator(Variable& v) {
    size_t element = 0;
    bool vector = false;
    for (; peek().value[0] == '.'; take()) {
      if (sees(".align")) {
        take();
        v.alignment = atoi(peek().value.c_str());
      } else if (size_t bytes = typeBytes(peek().value)) {
        element = bytes;
      } else if (sees(".v2") || sees(".v4")) {
        vector = true;
      }
    }
    if (element == 0 || vector) fail("a type that the simulator does not know");
    v.name = take().value;
    v.alignment = std::max<int>(v.alignment, element);
    v.bytes = element;
    while (accept("[")) {
      v.bytes *= sees("]") ? 0 : atoll(take().value.c_str());
      expect("]");
    }
    elementBytes_ = element;
  }

  void initialise(Variable& v) {
    v.initial.assign(v.bytes, 0);
    bool list = accept("{");
    size_t offset = 0;
    do {
      bool minus = accept("-");
      int64_t value = number(take().value);
      if (minus) value = -value;
      if (offset + elementBytes_ > v.bytes) fail("too many initial values");
      memcpy(v.initial.data() + offset, &value, elementBytes_);
      offset += elementBytes_;
    } while (list && accept(","));
    if (list) expect("}");
  }

  // ---- kernels

  void kernel() {
    Kernel k;
    k.name = take().value;
    if (accept("(")) {
      while (!accept(")")) {
        expect(".param");
        Variable v;
        v.space = "param";
        parameter(v);
        k.parameters.push_back(v);
        accept(",");
      }
    }
    while (!sees("{")) take();  // .maxntid, .minnctapersm: bounds for the compiler
    names_.clear();
    sourceLine_ = 0;
    body(k);
    source_.entries.push_back(std::move(k));
  }

  // .param .u64 [.ptr [.space] [.align n]] name
  void parameter(Variable& v) {
    size_t element = 0;
    for (; peek().value[0] == '.'; take()) {
      if (sees(".align")) {
        take();
        v.alignment = atoi(peek().value.c_str());
      } else if (size_t bytes = typeBytes(peek().value)) {
        element = bytes;
      }
    }
    v.name = take().value;
    v.alignment = element == 1 ? v.alignment : static_cast<int>(element);
    v.bytes = element;
    if (accept("[")) {
      v.bytes *= atoll(take().value.c_str());
      expect("]");
    }
  }

  void body(Kernel& k) {
    expect("{");
    int scope = ++scopes_;
    std::map<std::string, std::string> outer = names_;
    while (!accept("}")) {
      if (sees("{")) {
        body(k);
      } else if (sees(".reg")) {
        registers(k, scope);
      } else if (isSpace(peek().value)) {
        k.variables.push_back(variable());
      } else if (sees(".loc")) {
        take();
        take();
        sourceLine_ = atoi(peek().value.c_str());
        skipLine();
      } else if (sees(".pragma")) {
        skipTo(";");
      } else if (peek(1).value == ":" && peek().kind == Token::Kind::word) {
        k.labels.push_back({take().value, k.statements.size()});
        take();
      } else if (!accept(";")) {
        k.statements.push_back(statement());
      }
    }
    names_ = outer;
  }

  // Registers of an inner block may carry the names of outer ones: each gets a name of its own.
  void registers(Kernel& k, int scope) {
    take();
    take();
    do {
      std::string name = take().value;
      if (accept("<")) {
        k.registerBanks.insert(name);
        take();
        expect(">");
      } else {
        names_[name] = name + "@" + std::to_string(scope);
      }
    } while (accept(","));
    expect(";");
  }

  Statement statement() {
    Statement s;
    s.line = peek().line;
    s.sourceLine = sourceLine_;
    size_t begin = peek().begin;
    if (accept("@")) {
      s.guardNegated = accept("!");
      s.guard = registerName(take().value);
    }
    s.opcode = take().value;
    while (!sees(";")) {
      if (!s.operands.empty()) expect(",");
      s.operands.push_back(operand());
    }
    s.text = squeezed(text_.substr(begin, peek().begin - begin));
    expect(";");
    return s;
  }

  std::string registerName(const std::string& name) const {
    auto it = names_.find(name);
    return it == names_.end() ? name : it->second;
  }

  Operand operand() {
    Operand o{};
    if (accept("{")) {
      o.kind = Operand::Kind::vector;
      while (!accept("}")) {
        o.elements.push_back(operand());
        accept(",");
      }
    } else if (accept("[")) {
      memoryOperand(o);
    } else if (sees("_")) {
      take();
      o.kind = Operand::Kind::ignored;
    } else {
      plainOperand(o);
    }
    return o;
  }

  void plainOperand(Operand& o) {
    o.negated = accept("!");
    bool minus = accept("-");
    if (peek().kind == Token::Kind::number) {
      o.kind = Operand::Kind::number;
      o.value = number(take().value);
      if (minus) o.value = -o.value;
    } else if (peek().kind == Token::Kind::word && !minus) {
      o.kind = Operand::Kind::name;
      o.name = registerName(take().value);
      if (accept("|")) o.predicate = registerName(take().value);
    } else {
      fail("an operand expected");
    }
  }

  void memoryOperand(Operand& o) {
    o.kind = Operand::Kind::memory;
    if (peek().kind != Token::Kind::word) fail("a register or symbol expected as an address");
    o.name = registerName(take().value);
    if (accept("+")) {
      bool minus = accept("-");
      o.value = number(take().value);
      if (minus) o.value = -o.value;
    } else if (accept("-")) {
      o.value = -number(take().value);
    }
    expect("]");
  }

  int64_t number(const std::string& word) const {
    bool floating = word.size() > 2 && word[0] == '0' && strchr("fFdD", word[1]);
    const char* digits = floating ? word.c_str() + 2 : word.c_str();
    char* end = nullptr;
    uint64_t value = strtoull(digits, &end, floating ? 16 : 0);
    if (*end == 'U' || *end == 'u') end++;
    if (*end) fail("a number expected instead of '" + word + "'");
    return static_cast<int64_t>(value);
  }

  static std::string squeezed(const std::string& text) {
    std::string result;
    for (char c : text) {
      bool blank = isspace(static_cast<unsigned char>(c));
      if (!blank) result += c;
      else if (!result.empty() && result.back() != ' ') result += ' ';
    }
    while (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
  }

  const std::string& text_;
  std::vector<Token> tokens_;
  size_t at_ = 0;
  int sourceLine_ = 0;
  int scopes_ = 0;
  size_t elementBytes_ = 0;
  std::map<std::string, std::string> names_;  // declared one by one -> unique
  Source source_;
};

}  // namespace

Source parse(const std::string& text) { return Parser(text).run(); }

}  // namespace simcuda::ptx
