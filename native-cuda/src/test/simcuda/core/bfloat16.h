// bfloat16 as the device converts it: round to nearest even, one canonical NaN.
#pragma once
#include <cmath>
#include <cstdint>
#include <cstring>

namespace simcuda {

inline float fromBfloat16(uint16_t bits) {
  uint32_t wide = static_cast<uint32_t>(bits) << 16;
  float value;
  memcpy(&value, &wide, sizeof value);
  return value;
}

inline uint16_t toBfloat16(float value) {
  if (std::isnan(value)) return 0x7FFF;
  uint32_t wide;
  memcpy(&wide, &value, sizeof wide);
  return static_cast<uint16_t>((wide + 0x7FFF + (wide >> 16 & 1)) >> 16);
}

}  // namespace simcuda
