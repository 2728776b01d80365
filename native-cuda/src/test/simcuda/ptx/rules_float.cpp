// Floating-point arithmetic, rounded to nearest. Built with -ffp-contract=off: only fma fuses.
#include <cmath>

#include "../core/bfloat16.h"
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
struct Divide {
  template <class T>
  static T apply(T a, T b) {
    return a / b;
  }
};
struct MultiplyAdd {
  template <class T>
  static T apply(T a, T b, T c) {
    return std::fma(a, b, c);
  }
};
struct Minimum {
  template <class T>
  static T apply(T a, T b) {
    return std::fmin(a, b);
  }
};
struct Maximum {
  template <class T>
  static T apply(T a, T b) {
    return std::fmax(a, b);
  }
};
struct Negate {
  template <class T>
  static T apply(T a) {
    return -a;
  }
};
struct Absolute {
  template <class T>
  static T apply(T a) {
    return std::fabs(a);
  }
};
struct Root {
  template <class T>
  static T apply(T a) {
    return std::sqrt(a);
  }
};
struct Reciprocal {
  template <class T>
  static T apply(T a) {
    return T{1} / a;
  }
};
struct ReciprocalRoot {
  static float apply(float a) { return static_cast<float>(1.0 / std::sqrt(static_cast<double>(a))); }
};
struct PowerOfTwo {
  static float apply(float a) { return std::exp2(a); }
};
struct LogarithmToTwo {
  static float apply(float a) { return std::log2(a); }
};
struct HyperbolicTangent {
  static float apply(float a) { return std::tanh(a); }
};
// copysign.f32 d, a, b: b with the sign of a.
struct CopySign {
  static float apply(float a, float b) { return std::copysign(b, a); }
};

// .ftz: subnormal inputs and results count as zero of the same sign.
template <class F>
struct FlushToZero {
  static float flush(float a) { return std::fpclassify(a) == FP_SUBNORMAL ? std::copysign(0.0f, a) : a; }
  static float apply(float a) { return flush(F::apply(flush(a))); }
};

struct MultiplyAddBfloat16 {
  static uint16_t apply(uint16_t a, uint16_t b, uint16_t c) {
    return toBfloat16(std::fma(fromBfloat16(a), fromBfloat16(b), fromBfloat16(c)));
  }
};

struct MaximumBfloat16 {
  static uint16_t apply(uint16_t a, uint16_t b) { return toBfloat16(std::fmax(fromBfloat16(a), fromBfloat16(b))); }
};

struct MultiplyAddBfloat16Pair {
  static uint32_t apply(uint32_t a, uint32_t b, uint32_t c) {
    uint32_t high = MultiplyAddBfloat16::apply(a >> 16, b >> 16, c >> 16);
    return high << 16 | MultiplyAddBfloat16::apply(a, b, c);
  }
};

template <class T>
void addArithmetic(RuleTable& table, const std::string& type) {
  for (const char* rounding : {".", ".rn."}) {
    table.compute<binary<T, Add>>("add" + (rounding + type), 2);
    table.compute<binary<T, Subtract>>("sub" + (rounding + type), 2);
    table.compute<binary<T, Multiply>>("mul" + (rounding + type), 2);
  }
  table.compute<ternary<T, MultiplyAdd>>("fma.rn." + type, 3);
  table.compute<binary<T, Divide>>("div.rn." + type, 2);
  table.compute<unary<T, Reciprocal>>("rcp.rn." + type, 1);
  table.compute<unary<T, Root>>("sqrt.rn." + type, 1);
  table.compute<binary<T, Minimum>>("min." + type, 2);
  table.compute<binary<T, Maximum>>("max." + type, 2);
  table.compute<unary<T, Negate>>("neg." + type, 1);
  table.compute<unary<T, Absolute>>("abs." + type, 1);
}

}  // namespace

void addFloatRules(RuleTable& table) {
  addArithmetic<float>(table, "f32");
  addArithmetic<double>(table, "f64");
  // The device's approximations are within 2 units in the last place of these.
  table.compute<binary<float, Divide>>("div.approx.f32", 2);
  table.compute<binary<float, Divide>>("div.full.f32", 2);
  table.compute<unary<float, FlushToZero<Reciprocal>>>("rcp.approx.ftz.f32", 1);
  table.compute<unary<float, Root>>("sqrt.approx.f32", 1);
  table.compute<unary<float, ReciprocalRoot>>("rsqrt.approx.f32", 1);
  table.compute<unary<float, PowerOfTwo>>("ex2.approx.f32", 1);
  table.compute<unary<float, FlushToZero<PowerOfTwo>>>("ex2.approx.ftz.f32", 1);
  table.compute<unary<float, LogarithmToTwo>>("lg2.approx.f32", 1);
  table.compute<unary<float, HyperbolicTangent>>("tanh.approx.f32", 1);
  table.compute<binary<float, CopySign>>("copysign.f32", 2);
  table.compute<ternary<uint16_t, MultiplyAddBfloat16>>("fma.rn.bf16", 3);
  table.compute<ternary<uint32_t, MultiplyAddBfloat16Pair>>("fma.rn.bf16x2", 3);
  table.compute<binary<uint16_t, MaximumBfloat16>>("max.bf16", 2);
}

}  // namespace simcuda::ptx
