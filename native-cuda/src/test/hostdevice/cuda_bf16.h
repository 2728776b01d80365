// Stands in for the CUDA header where a kernel is compiled as plain C++ (see host_device.h).
#pragma once
#include <cstdint>
#include <cstring>

struct __nv_bfloat16 {
  std::uint16_t bits;
};

inline float __bfloat162float(__nv_bfloat16 value) {
  std::uint32_t bits = (std::uint32_t)value.bits << 16;
  float result;
  std::memcpy(&result, &bits, sizeof result);
  return result;
}

// To nearest, ties to even; any NaN becomes the canonical one.
inline __nv_bfloat16 __float2bfloat16(float value) {
  if (value != value) return {0x7fff};
  std::uint32_t bits;
  std::memcpy(&bits, &value, sizeof bits);
  return {(std::uint16_t)((bits + 0x7fff + (bits >> 16 & 1)) >> 16)};
}
