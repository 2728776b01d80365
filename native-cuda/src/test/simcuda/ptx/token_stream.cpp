#include "token_stream.h"

#include <cctype>
#include <cstdlib>
#include <cstring>

namespace simcuda::ptx {

void TokenStream::expect(const char* value) {
  if (!accept(value)) fail(std::string("'") + value + "' expected");
}

void TokenStream::skipLine() {
  for (int line = peek().line; peek().line == line && !ended();) take();
}

void TokenStream::skipPast(const char* value) {
  while (!sees(value) && !ended()) take();
  expect(value);
}

int64_t TokenStream::number() {
  std::string word = peek().value;
  bool floating = word.size() > 2 && word[0] == '0' && strchr("fFdD", word[1]);
  const char* digits = floating ? word.c_str() + 2 : word.c_str();
  char* end = nullptr;
  uint64_t value = strtoull(digits, &end, floating ? 16 : 0);
  if (*end == 'U' || *end == 'u') end++;
  if (*end || end == digits) fail("a number expected");
  take();
  return static_cast<int64_t>(value);
}

int64_t TokenStream::signedNumber() {
  bool minus = accept("-");
  int64_t value = number();
  return minus ? -value : value;
}

int TokenStream::smallNumber() { return static_cast<int>(number()); }

std::string TokenStream::textFrom(size_t begin) const {
  std::string result;
  for (size_t k = begin; k < peek().begin; k++) {
    bool blank = isspace(static_cast<unsigned char>(text_[k]));
    if (!blank)
      result += text_[k];
    else if (!result.empty() && result.back() != ' ')
      result += ' ';
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

void TokenStream::fail(const std::string& why) const {
  throw Unsupported("PTX line " + std::to_string(peek().line) + ": " + why + ", found '" + peek().value + "'");
}

}  // namespace simcuda::ptx
