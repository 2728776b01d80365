#include "convolution_math.h"

#include "../../core/matrix.h"

namespace simcuda::dnn {
namespace {

// Calls f(row of the column matrix, output position, index into one image's group of channels) for
// every pair of filter tap and output position that lies within the image.
template <class F>
void eachTap(const ConvolutionShape& s, F f) {
  const Convolution& by = s.by;
  int channels = s.c / by.groups;
  for (int c = 0; c < channels; c++)
    for (int r = 0; r < s.r; r++)
      for (int t = 0; t < s.s; t++) {
        // A convolution proper reads the filter mirrored.
        int row = by.mode == 1 ? (c * s.r + r) * s.s + t : (c * s.r + s.r - 1 - r) * s.s + s.s - 1 - t;
        for (int p = 0; p < s.p; p++) {
          int y = p * by.strideH - by.padH + r * by.dilationH;
          if (y < 0 || y >= s.h) continue;
          for (int q = 0; q < s.q; q++) {
            int x = q * by.strideW - by.padW + t * by.dilationW;
            if (x >= 0 && x < s.w) f(row, p * s.q + q, (c * s.h + y) * s.w + x);
          }
        }
      }
}

struct Sizes {
  size_t taps, positions, filters, image, output, weights;

  explicit Sizes(const ConvolutionShape& s)
      : taps(size_t(s.c / s.by.groups) * s.r * s.s),
        positions(size_t(s.p) * s.q),
        filters(s.k / s.by.groups),
        image(size_t(s.c / s.by.groups) * s.h * s.w),
        output(filters * positions),
        weights(filters * taps) {}
};

std::vector<float> transposed(const float* a, size_t rows, size_t columns) {
  std::vector<float> result(rows * columns);
  for (size_t i = 0; i < rows; i++)
    for (size_t j = 0; j < columns; j++) result[j * rows + i] = a[i * columns + j];
  return result;
}

}  // namespace

std::vector<float> forward(const ConvolutionShape& s, const std::vector<float>& x, const std::vector<float>& w) {
  Sizes z(s);
  std::vector<float> y(size_t(s.n) * s.by.groups * z.output, 0.0f), columns(z.taps * z.positions);
  for (int image = 0; image < s.n * s.by.groups; image++) {
    int group = image % s.by.groups;
    const float* from = x.data() + image * z.image;
    std::fill(columns.begin(), columns.end(), 0.0f);
    eachTap(s, [&](size_t row, size_t position, size_t index) { columns[row * z.positions + position] = from[index]; });
    multiplyAdd(z.filters, z.positions, z.taps, w.data() + group * z.weights, columns.data(),
                y.data() + image * z.output);
  }
  return y;
}

std::vector<float> backwardData(const ConvolutionShape& s, const std::vector<float>& w, const std::vector<float>& dy) {
  Sizes z(s);
  std::vector<float> dx(size_t(s.n) * s.by.groups * z.image, 0.0f), columns(z.taps * z.positions);
  for (int image = 0; image < s.n * s.by.groups; image++) {
    int group = image % s.by.groups;
    std::vector<float> across = transposed(w.data() + group * z.weights, z.filters, z.taps);
    std::fill(columns.begin(), columns.end(), 0.0f);
    multiplyAdd(z.taps, z.positions, z.filters, across.data(), dy.data() + image * z.output, columns.data());
    float* to = dx.data() + image * z.image;
    eachTap(s, [&](size_t row, size_t position, size_t index) { to[index] += columns[row * z.positions + position]; });
  }
  return dx;
}

std::vector<float> backwardFilter(const ConvolutionShape& s, const std::vector<float>& x,
                                  const std::vector<float>& dy) {
  Sizes z(s);
  std::vector<float> dw(s.by.groups * z.weights, 0.0f), columns(z.positions * z.taps);
  for (int image = 0; image < s.n * s.by.groups; image++) {
    int group = image % s.by.groups;
    const float* from = x.data() + image * z.image;
    std::fill(columns.begin(), columns.end(), 0.0f);
    eachTap(s, [&](size_t row, size_t position, size_t index) { columns[position * z.taps + row] = from[index]; });
    multiplyAdd(z.filters, z.taps, z.positions, dy.data() + image * z.output, columns.data(),
                dw.data() + group * z.weights);
  }
  return dw;
}

}  // namespace simcuda::dnn
