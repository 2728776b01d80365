// Copies a range of channels between tensors of N images of one area: concatenation (once per input, into its range of the
// output) and its gradient (out of the input's range; overwritten or added).
//
//   y[n, yFirst + c, p] = x[n, xFirst + c, p]    or += where accumulate is 1, for 0 <= c < channels
//
// x has xChannels channels, y has yChannels. The rest of y is left as it is. x and y must not overlap.
// Launch: flat over size = N * channels * area.
#include "common.cuh"

template <typename Layout, typename T>
inline __device__ void copy_range(const T* x, T* y, int accumulate, int xChannels, int xFirst, int yChannels, int yFirst,
                            int channels, int area, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) {
    Point p = Layout::at(i, {channels, 1, area});
    int from = Layout::index({p.n, xFirst + p.c, 0, p.x}, {xChannels, 1, area});
    int to = Layout::index({p.n, yFirst + p.c, 0, p.x}, {yChannels, 1, area});
    put(y, to, load(x, from), accumulate);
  }
}

extern "C" __global__ void __launch_bounds__(256) copy_channels_nchw_f32(
    const float* __restrict__ x, float* __restrict__ y, int accumulate, int xChannels, int xFirst, int yChannels, int yFirst,
    int channels, int area, int size) {
  copy_range<Nchw>(x, y, accumulate, xChannels, xFirst, yChannels, yFirst, channels, area, size);
}

extern "C" __global__ void __launch_bounds__(256) copy_channels_nhwc_bf16(
    const bf16* __restrict__ x, bf16* __restrict__ y, int accumulate, int xChannels, int xFirst, int yChannels, int yFirst,
    int channels, int area, int size) {
  copy_range<Nhwc>(x, y, accumulate, xChannels, xFirst, yChannels, yFirst, channels, area, size);
}
