// Logic, shifts and bit fields.
#include <algorithm>

#include "registers.h"
#include "rule_table.h"

namespace simcuda::ptx {
namespace {

struct And {
  template <class T>
  static T apply(T a, T b) {
    return a & b;
  }
};
struct Or {
  template <class T>
  static T apply(T a, T b) {
    return a | b;
  }
};
struct Xor {
  template <class T>
  static T apply(T a, T b) {
    return a ^ b;
  }
};
struct Not {
  template <class T>
  static T apply(T a) {
    return ~a;
  }
};

// A predicate is 0 or 1.
struct NotPredicate {
  static uint64_t apply(uint64_t a) { return (a & 1) ^ 1; }
};

// The shift amount is an unsigned 32-bit number; amounts beyond the width are clamped to it.
template <class T>
void shiftLeft(uint64_t* r, const Instruction& i) {
  auto amount = get<uint32_t>(r[i.source[1]]);
  r[i.destination[0]] = amount >= 8 * sizeof(T) ? 0 : slot(static_cast<T>(get<T>(r[i.source[0]]) << amount));
}

template <class T>
void shiftRight(uint64_t* r, const Instruction& i) {
  auto amount = get<uint32_t>(r[i.source[1]]);
  T value = get<T>(r[i.source[0]]);
  uint32_t last = 8 * sizeof(T) - 1;
  T shifted = value >> std::min(amount, last);
  r[i.destination[0]] = slot(amount > last && value > T{0} ? T{0} : shifted);
}

template <class T>
void reverse(uint64_t* r, const Instruction& i) {
  T value = get<T>(r[i.source[0]]), result = 0;
  for (size_t bit = 0; bit < 8 * sizeof(T); bit++)
    result |= static_cast<T>((value >> bit & 1) << (8 * sizeof(T) - 1 - bit));
  r[i.destination[0]] = slot(result);
}

void countOnes(uint64_t* r, const Instruction& i) {
  r[i.destination[0]] = __builtin_popcount(get<uint32_t>(r[i.source[0]]));
}

void countLeadingZeros(uint64_t* r, const Instruction& i) {
  auto value = get<uint32_t>(r[i.source[0]]);
  r[i.destination[0]] = value == 0 ? 32 : __builtin_clz(value);
}

// bfind.shiftamt: by how much to shift the highest one to the top.
void findHighest(uint64_t* r, const Instruction& i) {
  auto value = get<uint32_t>(r[i.source[0]]);
  r[i.destination[0]] = slot<uint32_t>(value == 0 ? ~0u : __builtin_clz(value));
}

// prmt: each nibble of the selector picks one of the eight bytes of b:a, or its sign.
void permuteBytes(uint64_t* r, const Instruction& i) {
  uint64_t bytes = get<uint32_t>(r[i.source[0]]) | static_cast<uint64_t>(get<uint32_t>(r[i.source[1]])) << 32;
  auto selector = get<uint32_t>(r[i.source[2]]);
  uint32_t result = 0;
  for (int k = 0; k < 4; k++) {
    uint32_t nibble = selector >> (4 * k) & 0xF;
    uint32_t byte = bytes >> (8 * (nibble & 7)) & 0xFF;
    if (nibble & 8) byte = byte & 0x80 ? 0xFF : 0;
    result |= byte << (8 * k);
  }
  r[i.destination[0]] = result;
}

// bfi: the lowest bits of a, put into b at a position.
template <class T>
void insertField(uint64_t* r, const Instruction& i) {
  uint32_t position = get<uint32_t>(r[i.source[2]]) & 0xFF, length = get<uint32_t>(r[i.source[3]]) & 0xFF;
  T result = get<T>(r[i.source[1]]), field = get<T>(r[i.source[0]]);
  for (uint32_t k = 0; k < length && position + k < 8 * sizeof(T); k++) {
    T bit = T{1} << (position + k);
    result = (field >> k & 1) ? (result | bit) : (result & ~bit);
  }
  r[i.destination[0]] = slot(result);
}

template <class T>
void addLogic(RuleTable& table, const std::string& type) {
  table.compute<binary<T, And>>("and." + type, 2).carriesAddress = sizeof(T) == 8;
  table.compute<binary<T, Or>>("or." + type, 2).carriesAddress = sizeof(T) == 8;
  table.compute<binary<T, Xor>>("xor." + type, 2);
}

template <class T>
void addBits(RuleTable& table, const std::string& type) {
  addLogic<T>(table, type);
  table.compute<unary<T, Not>>("not." + type, 1);
  table.compute<shiftLeft<T>>("shl." + type, 2);
  table.compute<shiftRight<T>>("shr." + type, 2);
}

}  // namespace

void addBitRules(RuleTable& table) {
  addBits<uint16_t>(table, "b16");
  addBits<uint32_t>(table, "b32");
  addBits<uint64_t>(table, "b64");
  table.compute<binary<uint64_t, And>>("and.pred", 2);
  table.compute<binary<uint64_t, Or>>("or.pred", 2);
  table.compute<binary<uint64_t, Xor>>("xor.pred", 2);
  table.compute<unary<uint64_t, NotPredicate>>("not.pred", 1);
  table.compute<shiftRight<uint16_t>>("shr.u16", 2);
  table.compute<shiftRight<int16_t>>("shr.s16", 2);
  table.compute<shiftRight<uint32_t>>("shr.u32", 2);
  table.compute<shiftRight<int32_t>>("shr.s32", 2);
  table.compute<shiftRight<uint64_t>>("shr.u64", 2);
  table.compute<shiftRight<int64_t>>("shr.s64", 2);
  table.compute<countOnes>("popc.b32", 1);
  table.compute<countLeadingZeros>("clz.b32", 1);
  table.compute<reverse<uint32_t>>("brev.b32", 1);
  table.compute<findHighest>("bfind.shiftamt.u32", 1);
  table.compute<permuteBytes>("prmt.b32", 3);
  table.compute<insertField<uint32_t>>("bfi.b32", 4);
  table.compute<insertField<uint64_t>>("bfi.b64", 4);
}

}  // namespace simcuda::ptx
