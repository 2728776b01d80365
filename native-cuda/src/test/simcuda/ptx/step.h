// How each form of instruction is run.
#pragma once
#include "instruction.h"

namespace simcuda::ptx {

// Sets how the instruction is run, from its rule and its guard.
void setStep(Instruction& i);

}  // namespace simcuda::ptx
