// PTX text to tokens (PTX ISA, "Syntax").
#pragma once
#include <string>
#include <vector>

namespace simcuda::ptx {

struct Token {
  enum class Kind { word, number, text, punctuation, end } kind;
  std::string value;
  int line;
  size_t begin;  // where it lies in the source
};

std::vector<Token> tokenize(const std::string& source);

}  // namespace simcuda::ptx
