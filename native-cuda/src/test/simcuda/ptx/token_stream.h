// Reads tokens one by one, for the parsers.
#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "lexer.h"
#include "syntax.h"

namespace simcuda::ptx {

class TokenStream {
 public:
  explicit TokenStream(const std::string& text) : text_(text), tokens_(tokenize(text)) {}

  const Token& peek(size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  const Token& take() { return tokens_[std::min(at_++, tokens_.size() - 1)]; }
  bool ended() const { return peek().kind == Token::Kind::end; }
  bool sees(const char* value) const { return peek().value == value; }
  bool accept(const char* value) { return sees(value) ? (at_++, true) : false; }
  void expect(const char* value);
  void skipLine();
  // Over everything up to and with the value.
  void skipPast(const char* value);

  // A number without its sign; 0f3F800000 gives the bits.
  int64_t number();
  int64_t signedNumber();
  int smallNumber();

  // From a token's begin up to the next token, blanks squeezed.
  std::string textFrom(size_t begin) const;
  [[noreturn]] void fail(const std::string& why) const;

 private:
  const std::string& text_;
  std::vector<Token> tokens_;
  size_t at_ = 0;
};

}  // namespace simcuda::ptx
