// Arithmetic in the other rounding modes: NVRTC's expf, roundf and float-to-int code use them.
// Built with -frounding-math.
#include <cfenv>
#include <cmath>

#include "registers.h"
#include "rule_table.h"

namespace simcuda::ptx {
namespace {

struct Add {
  static float apply(float a, float b, float) { return a + b; }
};
struct MultiplyAdd {
  static float apply(float a, float b, float c) { return std::fma(a, b, c); }
};

template <int mode, class F>
void rounded(uint64_t* r, const Instruction& i) {
  volatile float a = get<float>(r[i.source[0]]), b = get<float>(r[i.source[1]]), c = get<float>(r[i.source[2]]);
  int before = fegetround();
  fesetround(mode);
  volatile float result = F::apply(a, b, c);
  fesetround(before);
  r[i.destination[0]] = slot<float>(result);
}

template <int mode>
void addMode(RuleTable& table, const std::string& suffix) {
  table.compute<rounded<mode, Add>>("add." + suffix + ".f32", 2);
  table.compute<rounded<mode, MultiplyAdd>>("fma." + suffix + ".f32", 3);
}

}  // namespace

void addRoundingRules(RuleTable& table) {
  addMode<FE_TOWARDZERO>(table, "rz");
  addMode<FE_DOWNWARD>(table, "rm");
  addMode<FE_UPWARD>(table, "rp");
}

}  // namespace simcuda::ptx
