#pragma once
#include <string>

#include "syntax.h"

namespace simcuda::ptx {

// Throws Unsupported, with the line, where the text is not of the form that NVRTC writes.
Source parse(const std::string& text);

}  // namespace simcuda::ptx
