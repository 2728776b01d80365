// setp and set, integer, ordered and unordered.
#include "registers.h"
#include "rule_table.h"

namespace simcuda::ptx {
namespace {

struct Equal {
  template <class T>
  static bool apply(T a, T b) {
    return a == b;
  }
};
struct NotEqual {
  template <class T>
  static bool apply(T a, T b) {
    return a < b || a > b;
  }
};
struct Different {
  template <class T>
  static bool apply(T a, T b) {
    return a != b;
  }
};
struct Less {
  template <class T>
  static bool apply(T a, T b) {
    return a < b;
  }
};
struct LessEqual {
  template <class T>
  static bool apply(T a, T b) {
    return a <= b;
  }
};
struct Greater {
  template <class T>
  static bool apply(T a, T b) {
    return a > b;
  }
};
struct GreaterEqual {
  template <class T>
  static bool apply(T a, T b) {
    return a >= b;
  }
};
// True where one side is NaN.
struct EqualUnordered {
  template <class T>
  static bool apply(T a, T b) {
    return !(a < b || a > b);
  }
};
struct LessUnordered {
  template <class T>
  static bool apply(T a, T b) {
    return !(a >= b);
  }
};
struct LessEqualUnordered {
  template <class T>
  static bool apply(T a, T b) {
    return !(a > b);
  }
};
struct GreaterUnordered {
  template <class T>
  static bool apply(T a, T b) {
    return !(a <= b);
  }
};
struct GreaterEqualUnordered {
  template <class T>
  static bool apply(T a, T b) {
    return !(a < b);
  }
};
struct Unordered {
  template <class T>
  static bool apply(T a, T b) {
    return a != a || b != b;
  }
};
struct Ordered {
  template <class T>
  static bool apply(T a, T b) {
    return a == a && b == b;
  }
};

template <class T, class F>
void predicate(uint64_t* r, const Instruction& i) {
  r[i.destination[0]] = F::apply(get<T>(r[i.source[0]]), get<T>(r[i.source[1]])) ? 1 : 0;
}

template <class T, class F>
void one(uint64_t* r, const Instruction& i) {
  r[i.destination[0]] = slot(F::apply(get<T>(r[i.source[0]]), get<T>(r[i.source[1]])) ? 1.0f : 0.0f);
}

template <class T>
void addEquality(RuleTable& table, const std::string& type) {
  table.compute<predicate<T, Equal>>("setp.eq." + type, 2);
  table.compute<predicate<T, Different>>("setp.ne." + type, 2);
}

template <class T>
void addInteger(RuleTable& table, const std::string& type) {
  addEquality<T>(table, type);
  table.compute<predicate<T, Less>>("setp.lt." + type, 2);
  table.compute<predicate<T, LessEqual>>("setp.le." + type, 2);
  table.compute<predicate<T, Greater>>("setp.gt." + type, 2);
  table.compute<predicate<T, GreaterEqual>>("setp.ge." + type, 2);
}

template <class T>
void addFloat(RuleTable& table, const std::string& type) {
  addInteger<T>(table, type);
  table.compute<predicate<T, NotEqual>>("setp.ne." + type, 2);  // false for NaN, unlike !=
  table.compute<predicate<T, EqualUnordered>>("setp.equ." + type, 2);
  table.compute<predicate<T, Different>>("setp.neu." + type, 2);
  table.compute<predicate<T, LessUnordered>>("setp.ltu." + type, 2);
  table.compute<predicate<T, LessEqualUnordered>>("setp.leu." + type, 2);
  table.compute<predicate<T, GreaterUnordered>>("setp.gtu." + type, 2);
  table.compute<predicate<T, GreaterEqualUnordered>>("setp.geu." + type, 2);
  table.compute<predicate<T, Unordered>>("setp.nan." + type, 2);
  table.compute<predicate<T, Ordered>>("setp.num." + type, 2);
}

}  // namespace

void addCompareRules(RuleTable& table) {
  addEquality<uint16_t>(table, "b16");
  addEquality<uint32_t>(table, "b32");
  addEquality<uint64_t>(table, "b64");
  addInteger<int16_t>(table, "s16");
  addInteger<int32_t>(table, "s32");
  addInteger<int64_t>(table, "s64");
  addInteger<uint16_t>(table, "u16");
  addInteger<uint32_t>(table, "u32");
  addInteger<uint64_t>(table, "u64");
  addFloat<float>(table, "f32");
  addFloat<double>(table, "f64");
  table.compute<one<float, Greater>>("set.gt.f32.f32", 2);
  table.compute<one<float, Less>>("set.lt.f32.f32", 2);
}

}  // namespace simcuda::ptx
