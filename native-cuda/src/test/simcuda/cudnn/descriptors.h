// cuDNN's handle and descriptors. They are never deleted: a magic number tells a live one from one
// that was destroyed, never set, or is of another kind.
#pragma once
#include <cstddef>

#include "../core/stream.h"
#include "status.h"

namespace simcuda::dnn {

enum class Magic : int {
  created = 1,
  tensor = 0x7E45,
  filter = 0xF117,
  convolution = 0xC0DE,
  handle = 0x4A4D,
  destroyed = 0xDEAD
};
enum DataType : int { kFloat = 0, kDouble = 1, kBfloat16 = 9 };

struct Handle {
  Magic magic;
  Stream* stream;
};

// x: (n, c, h, w) with strides in elements; of a filter (k, c / groups, r, s).
struct Tensor {
  Magic magic;
  int type;
  int n, c, h, w;
  int strideN, strideC, strideH, strideW;

  size_t elements() const { return size_t(n) * c * h * w; }
  // From the first element to the last, as laid out.
  size_t span() const {
    return 1 + size_t(n - 1) * strideN + size_t(c - 1) * strideC + size_t(h - 1) * strideH + size_t(w - 1) * strideW;
  }
  size_t bytes() const { return span() * (type == kBfloat16 ? 2 : 4); }
  size_t at(int in, int ic, int ih, int iw) const {
    return size_t(in) * strideN + size_t(ic) * strideC + size_t(ih) * strideH + size_t(iw) * strideW;
  }
};

struct Convolution {
  Magic magic;
  int padH, padW, strideH, strideW, dilationH, dilationW;
  int mode;  // 0 convolution (mirrored filter), 1 cross-correlation
  int computeType;
  int groups;
  int mathType;
};

// Empty if d is a live descriptor of that kind.
template <class D>
std::string liveness(const D* d, Magic magic, const char* name) {
  if (!d) return std::string(name) + " is null";
  if (d->magic == magic) return "";
  if (d->magic == Magic::destroyed) return std::string(name) + " was destroyed";
  if (d->magic == Magic::created) return std::string(name) + " was never set";
  return std::string(name) + " is no descriptor of the right kind";
}

}  // namespace simcuda::dnn
