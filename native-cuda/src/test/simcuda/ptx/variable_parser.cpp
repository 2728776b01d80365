#include "variable_parser.h"

#include <cstdlib>
#include <cstring>

namespace simcuda::ptx {
namespace {

// 0 for what is no type.
size_t typeBytes(const std::string& type) {
  if (type == ".pred") return 1;
  if (type.size() < 3 || !strchr("bsuf", type[1])) return 0;
  return atoi(type.c_str() + 2) / 8;
}

// The words before the name; the size of an element.
size_t parseType(TokenStream& in, Variable& v) {
  size_t element = 0;
  for (; in.peek().value[0] == '.'; in.take()) {
    if (in.sees(".v2") || in.sees(".v4")) in.fail("variables of a vector type are not simulated");
    if (in.sees(".align")) {
      in.take();
      v.alignment = atoi(in.peek().value.c_str());
    } else if (size_t bytes = typeBytes(in.peek().value)) {
      element = bytes;
    }
  }
  if (element == 0) in.fail("a type expected");
  return element;
}

// name[n][m]; an empty pair of brackets makes it 0 bytes.
void parseName(TokenStream& in, Variable& v, size_t element) {
  v.name = in.take().value;
  v.alignment = std::max<int>(v.alignment, element);
  v.bytes = element;
  while (in.accept("[")) {
    v.bytes *= in.sees("]") ? 0 : in.number();
    in.expect("]");
  }
}

void parseInitial(TokenStream& in, Variable& v, size_t element) {
  v.initial.assign(v.bytes, 0);
  bool list = in.accept("{");
  size_t offset = 0;
  do {
    int64_t value = in.signedNumber();
    if (offset + element > v.bytes) in.fail("too many initial values");
    memcpy(v.initial.data() + offset, &value, element);
    offset += element;
  } while (list && in.accept(","));
  if (list) in.expect("}");
}

}  // namespace

bool seesVariable(const TokenStream& in) {
  return in.sees(".shared") || in.sees(".global") || in.sees(".const") || in.sees(".local");
}

Variable parseVariable(TokenStream& in) {
  Variable v;
  v.space = in.take().value.substr(1);
  size_t element = parseType(in, v);
  parseName(in, v, element);
  if (in.accept("=")) parseInitial(in, v, element);
  in.expect(";");
  return v;
}

Variable parseParameter(TokenStream& in) {
  Variable v;
  v.space = in.peek().value.substr(1);
  in.expect(".param");
  // The alignment of a pointer's type is that of what it points to, and says nothing of the parameter.
  size_t element = parseType(in, v);
  if (element > 1) v.alignment = 1;
  parseName(in, v, element);
  return v;
}

}  // namespace simcuda::ptx
