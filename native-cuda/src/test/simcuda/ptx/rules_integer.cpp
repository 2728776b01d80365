// Integer arithmetic. Built with -fwrapv: signed overflow wraps, as on the device.
#include "registers.h"
#include "rule_table.h"

namespace simcuda::ptx {
namespace {

struct Add {
  template <class T>
  static T apply(T a, T b) {
    return a + b;
  }
};
struct Subtract {
  template <class T>
  static T apply(T a, T b) {
    return a - b;
  }
};
struct Multiply {
  template <class T>
  static T apply(T a, T b) {
    return a * b;
  }
};
struct MultiplyAdd {
  template <class T>
  static T apply(T a, T b, T c) {
    return a * b + c;
  }
};
struct Minimum {
  template <class T>
  static T apply(T a, T b) {
    return a < b ? a : b;
  }
};
struct Maximum {
  template <class T>
  static T apply(T a, T b) {
    return a > b ? a : b;
  }
};
struct Negate {
  template <class T>
  static T apply(T a) {
    return 0 - a;
  }
};
struct Absolute {
  template <class T>
  static T apply(T a) {
    return a < 0 ? 0 - a : a;
  }
};

// PTX leaves a division by zero unspecified; the device gives all ones.
struct Divide {
  template <class T>
  static T apply(T a, T b) {
    if (b == 0) return static_cast<T>(~T{0});
    if (static_cast<T>(0 - b) == 1) return 0 - a;  // also the most negative number by -1
    return a / b;
  }
};

struct Remainder {
  template <class T>
  static T apply(T a, T b) {
    if (b == 0) return a;
    if (static_cast<T>(0 - b) == 1) return 0;
    return a % b;
  }
};

template <class T>
struct UnsignedDivide {
  static T apply(T a, T b) { return b == 0 ? static_cast<T>(~T{0}) : a / b; }
};
template <class T>
struct UnsignedRemainder {
  static T apply(T a, T b) { return b == 0 ? a : a % b; }
};

// The upper half of the product; W is twice as wide as T.
template <class T, class W>
void multiplyHigh(uint64_t* r, const Instruction& i) {
  W product = static_cast<W>(get<T>(r[i.source[0]])) * static_cast<W>(get<T>(r[i.source[1]]));
  r[i.destination[0]] = slot(static_cast<T>(product >> (8 * sizeof(T))));
}

template <class T, class W>
void multiplyWide(uint64_t* r, const Instruction& i) {
  r[i.destination[0]] = slot(static_cast<W>(get<T>(r[i.source[0]])) * static_cast<W>(get<T>(r[i.source[1]])));
}

template <class T, class W>
void multiplyAddWide(uint64_t* r, const Instruction& i) {
  W product = static_cast<W>(get<T>(r[i.source[0]])) * static_cast<W>(get<T>(r[i.source[1]]));
  r[i.destination[0]] = slot(static_cast<W>(product + get<W>(r[i.source[2]])));
}

template <class T>
void addCommon(RuleTable& table, const std::string& type) {
  table.compute<binary<T, Add>>("add." + type, 2).carriesAddress = sizeof(T) == 8;
  table.compute<binary<T, Subtract>>("sub." + type, 2).carriesAddress = sizeof(T) == 8;
  table.compute<binary<T, Multiply>>("mul.lo." + type, 2);
  table.compute<ternary<T, MultiplyAdd>>("mad.lo." + type, 3).carriesAddress = sizeof(T) == 8;
  table.compute<binary<T, Minimum>>("min." + type, 2);
  table.compute<binary<T, Maximum>>("max." + type, 2);
}

template <class T>
void addSigned(RuleTable& table, const std::string& type) {
  addCommon<T>(table, type);
  table.compute<binary<T, Divide>>("div." + type, 2);
  table.compute<binary<T, Remainder>>("rem." + type, 2);
  table.compute<unary<T, Negate>>("neg." + type, 1);
  table.compute<unary<T, Absolute>>("abs." + type, 1);
}

template <class T>
void addUnsigned(RuleTable& table, const std::string& type) {
  addCommon<T>(table, type);
  table.compute<binary<T, UnsignedDivide<T>>>("div." + type, 2);
  table.compute<binary<T, UnsignedRemainder<T>>>("rem." + type, 2);
}

}  // namespace

void addIntegerRules(RuleTable& table) {
  addSigned<int16_t>(table, "s16");
  addSigned<int32_t>(table, "s32");
  addSigned<int64_t>(table, "s64");
  addUnsigned<uint16_t>(table, "u16");
  addUnsigned<uint32_t>(table, "u32");
  addUnsigned<uint64_t>(table, "u64");
  table.compute<multiplyHigh<int32_t, int64_t>>("mul.hi.s32", 2);
  table.compute<multiplyHigh<uint32_t, uint64_t>>("mul.hi.u32", 2);
  table.compute<multiplyHigh<int64_t, __int128>>("mul.hi.s64", 2);
  table.compute<multiplyHigh<uint64_t, unsigned __int128>>("mul.hi.u64", 2);
  table.compute<multiplyWide<int16_t, int32_t>>("mul.wide.s16", 2);
  table.compute<multiplyWide<uint16_t, uint32_t>>("mul.wide.u16", 2);
  table.compute<multiplyWide<int32_t, int64_t>>("mul.wide.s32", 2);
  table.compute<multiplyWide<uint32_t, uint64_t>>("mul.wide.u32", 2);
  table.compute<multiplyAddWide<int32_t, int64_t>>("mad.wide.s32", 3).carriesAddress = true;
  table.compute<multiplyAddWide<uint32_t, uint64_t>>("mad.wide.u32", 3).carriesAddress = true;
}

}  // namespace simcuda::ptx
