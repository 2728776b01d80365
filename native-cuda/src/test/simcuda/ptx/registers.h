// Reading and writing typed values in 64-bit register slots, and handlers made from small functions.
#pragma once
#include <cstdint>
#include <cstring>

#include "instruction.h"

namespace simcuda::ptx {

template <class T>
T get(uint64_t slot) {
  T value;
  memcpy(&value, &slot, sizeof value);
  return value;
}

// Bits above the type's width become zero.
template <class T>
uint64_t slot(T value) {
  uint64_t bits = 0;
  memcpy(&bits, &value, sizeof value);
  return bits;
}

template <class T, class F>
void unary(uint64_t* r, const Instruction& i) {
  r[i.destination[0]] = slot(F::apply(get<T>(r[i.source[0]])));
}

template <class T, class F>
void binary(uint64_t* r, const Instruction& i) {
  r[i.destination[0]] = slot(F::apply(get<T>(r[i.source[0]]), get<T>(r[i.source[1]])));
}

template <class T, class F>
void ternary(uint64_t* r, const Instruction& i) {
  r[i.destination[0]] = slot(F::apply(get<T>(r[i.source[0]]), get<T>(r[i.source[1]]), get<T>(r[i.source[2]])));
}

}  // namespace simcuda::ptx
