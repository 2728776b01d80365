// Declarations: .space [.align n] .type name[n] [= {...}];
#pragma once
#include "token_stream.h"

namespace simcuda::ptx {

// Whether the next token begins a declaration of shared, global, constant or local memory.
bool seesVariable(const TokenStream& in);
Variable parseVariable(TokenStream& in);
// .param .u64 [.ptr [.space]] [.align n] name[n], without what follows it.
Variable parseParameter(TokenStream& in);

}  // namespace simcuda::ptx
