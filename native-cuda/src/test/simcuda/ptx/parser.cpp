#include "parser.h"

#include <cstdlib>

#include "kernel_parser.h"
#include "token_stream.h"
#include "variable_parser.h"

namespace simcuda::ptx {
namespace {

void parseDirective(TokenStream& in, Source& source) {
  if (in.accept(".version")) {
    source.versionMajor = in.smallNumber();
    source.versionMinor = atoi(in.take().value.c_str() + 1);  // ".3"
  } else if (in.accept(".target")) {
    source.target = atoi(in.peek().value.c_str() + 3);  // "sm_80"
    in.skipLine();
  } else if (in.sees(".address_size") || in.sees(".file")) {
    in.skipLine();
  } else if (in.accept(".section")) {
    in.skipPast("}");
  } else if (in.accept(".entry")) {
    source.entries.push_back(parseKernel(in));
  } else if (seesVariable(in)) {
    source.variables.push_back(parseVariable(in));
  } else if (!in.accept(".visible") && !in.accept(".weak") && !in.accept(".extern") && !in.accept(".common")) {
    in.fail("a directive that the simulator does not know");
  }
}

}  // namespace

Source parse(const std::string& text) {
  TokenStream in(text);
  Source source;
  while (!in.ended()) parseDirective(in, source);
  return source;
}

}  // namespace simcuda::ptx
