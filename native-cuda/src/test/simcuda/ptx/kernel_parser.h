#pragma once
#include "token_stream.h"

namespace simcuda::ptx {

// What follows .entry: name, parameters and body.
Kernel parseKernel(TokenStream& in);

}  // namespace simcuda::ptx
