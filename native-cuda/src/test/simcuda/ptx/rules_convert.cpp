// cvt: between integers, between floats, and across, with saturation as on the device.
#include <cmath>
#include <limits>

#include "../core/bfloat16.h"
#include "registers.h"
#include "rule_table.h"

namespace simcuda::ptx {
namespace {

struct Truncate {
  template <class T>
  static T apply(T a) {
    return std::trunc(a);
  }
};
struct Nearest {
  template <class T>
  static T apply(T a) {
    return std::nearbyint(a);
  }
};
struct Floor {
  template <class T>
  static T apply(T a) {
    return std::floor(a);
  }
};
struct Ceiling {
  template <class T>
  static T apply(T a) {
    return std::ceil(a);
  }
};
struct Saturate {
  static float apply(float a) { return std::isnan(a) || a < 0 ? 0.0f : a > 1 ? 1.0f : a; }
};

// Between numbers of which the compiler's conversion is the device's: extending and cutting integers,
// integer to float and double to float to nearest. The result is kept extended to 64 bits, since PTX
// also writes narrow results to wider registers.
template <class To, class From>
void convert(uint64_t* r, const Instruction& i) {
  auto value = static_cast<To>(get<From>(r[i.source[0]]));
  if constexpr (std::is_integral<To>::value)
    r[i.destination[0]] = static_cast<uint64_t>(static_cast<int64_t>(value));
  else
    r[i.destination[0]] = slot(value);
}

// Float to integer clamps to the integer's range; NaN becomes 0 (and the most negative number in 64 bits).
template <class To, class From, class Round>
void toInteger(uint64_t* r, const Instruction& i) {
  From value = Round::apply(get<From>(r[i.source[0]]));
  To result;
  if (std::isnan(value))
    result = sizeof(To) == 8 ? static_cast<To>(uint64_t{1} << 63) : To{0};
  else if (value <= static_cast<From>(std::numeric_limits<To>::min()))
    result = std::numeric_limits<To>::min();
  else if (value >= static_cast<From>(std::numeric_limits<To>::max()))
    result = std::numeric_limits<To>::max();
  else
    result = static_cast<To>(value);
  r[i.destination[0]] = slot(result);
}

void toBfloat(uint64_t* r, const Instruction& i) { r[i.destination[0]] = toBfloat16(get<float>(r[i.source[0]])); }
void fromBfloat(uint64_t* r, const Instruction& i) {
  r[i.destination[0]] = slot(fromBfloat16(get<uint16_t>(r[i.source[0]])));
}

// cvt.rn.bf16x2.f32 d, a, b: a is the upper half.
void toBfloatPair(uint64_t* r, const Instruction& i) {
  uint32_t high = toBfloat16(get<float>(r[i.source[0]])), low = toBfloat16(get<float>(r[i.source[1]]));
  r[i.destination[0]] = high << 16 | low;
}

template <class From>
void addFrom(RuleTable& table, const std::string& from) {
  table.compute<convert<int8_t, From>>("cvt.s8." + from, 1);
  table.compute<convert<uint8_t, From>>("cvt.u8." + from, 1);
  table.compute<convert<int16_t, From>>("cvt.s16." + from, 1);
  table.compute<convert<uint16_t, From>>("cvt.u16." + from, 1);
  table.compute<convert<int32_t, From>>("cvt.s32." + from, 1);
  table.compute<convert<uint32_t, From>>("cvt.u32." + from, 1);
  table.compute<convert<int64_t, From>>("cvt.s64." + from, 1);
  table.compute<convert<uint64_t, From>>("cvt.u64." + from, 1);
  table.compute<convert<float, From>>("cvt.rn.f32." + from, 1);
  table.compute<convert<double, From>>("cvt.rn.f64." + from, 1);
}

template <class From, class Round>
void addRound(RuleTable& table, const std::string& mode, const std::string& from) {
  table.compute<toInteger<int32_t, From, Round>>("cvt." + mode + ".s32." + from, 1);
  table.compute<toInteger<uint32_t, From, Round>>("cvt." + mode + ".u32." + from, 1);
  table.compute<toInteger<int64_t, From, Round>>("cvt." + mode + ".s64." + from, 1);
  table.compute<toInteger<uint64_t, From, Round>>("cvt." + mode + ".u64." + from, 1);
  table.compute<unary<From, Round>>("cvt." + mode + "." + from + "." + from, 1);
}

template <class From>
void addRounds(RuleTable& table, const std::string& from) {
  addRound<From, Truncate>(table, "rzi", from);
  addRound<From, Nearest>(table, "rni", from);
  addRound<From, Floor>(table, "rmi", from);
  addRound<From, Ceiling>(table, "rpi", from);
}

}  // namespace

void addConversionRules(RuleTable& table) {
  addFrom<int8_t>(table, "s8");
  addFrom<uint8_t>(table, "u8");
  addFrom<int16_t>(table, "s16");
  addFrom<uint16_t>(table, "u16");
  addFrom<int32_t>(table, "s32");
  addFrom<uint32_t>(table, "u32");
  addFrom<int64_t>(table, "s64");
  addFrom<uint64_t>(table, "u64");
  addRounds<float>(table, "f32");
  addRounds<double>(table, "f64");
  table.compute<convert<double, float>>("cvt.f64.f32", 1);
  table.compute<convert<float, double>>("cvt.rn.f32.f64", 1);
  table.compute<unary<float, Saturate>>("cvt.sat.f32.f32", 1);
  table.compute<toBfloat>("cvt.rn.bf16.f32", 1);
  table.compute<fromBfloat>("cvt.f32.bf16", 1);
  table.compute<toBfloatPair>("cvt.rn.bf16x2.f32", 2);
}

}  // namespace simcuda::ptx
