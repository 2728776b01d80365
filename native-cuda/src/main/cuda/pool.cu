// Max and average pooling over the part of each window that lies inside of the image, and their gradients.
//
//   max      y = the maximum, tap = its place in the window (ky * kernel + kx), the first one in row-major order: a byte per
//            output is kept in place of x. dx[i] = sum of dy over the outputs whose tap is at i.
//   average  y = sum / count, padding not counted. dx[i] = sum over the windows around i of dy / count.
//
// x, dx (N, C, H, W), y, dy, tap (N, C, outHeight, outWidth) f32, or the same as (N, H, W, C) in bf16; tap unsigned bytes,
// optional in inference; kernel <= 15. Every window has a value inside of the image. dx is overwritten or added to.
// The gradients gather, row-major over the taps: no atomics.
//
// Launch: forward flat over outputs = N * C * outHeight * outWidth; backward flat over size = N * C * H * W.
#include "common.cuh"
#include "window.cuh"

inline __device__ bool inside(int y, int x, Image s) { return y >= 0 && y < s.height && x >= 0 && x < s.width; }

template <typename Layout, typename T>
inline __device__ void max_forward(const T* x, T* y, unsigned char* tap, SlidingOp op, int outputs) {
  for (int o = flat_first(); o < outputs; o += flat_stride()) {
    Point p = Layout::at(o, op.out);
    float best = 0.0f;
    int place = -1;
    for (int t = 0; t < op.window.kernel * op.window.kernel; t++) {
      int iy = op.window.input(p.y, t / op.window.kernel);
      int ix = op.window.input(p.x, t % op.window.kernel);
      if (!inside(iy, ix, op.in)) continue;
      float value = load(x, Layout::index({p.n, p.c, iy, ix}, op.in));
      if (place < 0 || value > best) {
        best = value;
        place = t;
      }
    }
    store(y, o, best);
    if (tap) tap[o] = (unsigned char)place;
  }
}

template <typename Layout, typename T>
inline __device__ void max_backward(const T* dy, const unsigned char* tap, T* dx, int accumulate, SlidingOp op, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) {
    Point p = Layout::at(i, op.in);
    float sum = 0.0f;
    for (int t = 0; t < op.window.kernel * op.window.kernel; t++) {
      int oy = op.window.output_reading(p.y, t / op.window.kernel, op.out.height);
      int ox = op.window.output_reading(p.x, t % op.window.kernel, op.out.width);
      if (oy < 0 || ox < 0) continue;
      int o = Layout::index({p.n, p.c, oy, ox}, op.out);
      if (tap[o] == t) sum += load(dy, o);
    }
    put(dx, i, sum, accumulate);
  }
}

// Values of an image that window (y, x) covers.
inline __device__ float covered(SlidingOp op, int y, int x) {
  return (float)(op.window.covered(y, op.in.height) * op.window.covered(x, op.in.width));
}

template <typename Layout, typename T>
inline __device__ void average_forward(const T* x, T* y, SlidingOp op, int outputs) {
  for (int o = flat_first(); o < outputs; o += flat_stride()) {
    Point p = Layout::at(o, op.out);
    float sum = 0.0f;
    for (int t = 0; t < op.window.kernel * op.window.kernel; t++) {
      int iy = op.window.input(p.y, t / op.window.kernel);
      int ix = op.window.input(p.x, t % op.window.kernel);
      if (inside(iy, ix, op.in)) sum += load(x, Layout::index({p.n, p.c, iy, ix}, op.in));
    }
    store(y, o, sum / covered(op, p.y, p.x));
  }
}

template <typename Layout, typename T>
inline __device__ void average_backward(const T* dy, T* dx, int accumulate, SlidingOp op, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) {
    Point p = Layout::at(i, op.in);
    float sum = 0.0f;
    for (int t = 0; t < op.window.kernel * op.window.kernel; t++) {
      int oy = op.window.output_reading(p.y, t / op.window.kernel, op.out.height);
      int ox = op.window.output_reading(p.x, t % op.window.kernel, op.out.width);
      if (oy < 0 || ox < 0) continue;
      sum += load(dy, Layout::index({p.n, p.c, oy, ox}, op.out)) / covered(op, oy, ox);
    }
    put(dx, i, sum, accumulate);
  }
}

extern "C" __global__ void __launch_bounds__(256) max_pool_forward_nchw_f32(
    const float* __restrict__ x, float* __restrict__ y, unsigned char* __restrict__ tap, int channels, int height, int width,
    int outHeight, int outWidth, int kernel, int stride, int padding, int outputs) {
  SlidingOp op = {{channels, height, width}, {channels, outHeight, outWidth}, {kernel, stride, padding, 1}};
  max_forward<Nchw>(x, y, tap, op, outputs);
}

extern "C" __global__ void __launch_bounds__(256) max_pool_forward_nhwc_bf16(
    const bf16* __restrict__ x, bf16* __restrict__ y, unsigned char* __restrict__ tap, int channels, int height, int width,
    int outHeight, int outWidth, int kernel, int stride, int padding, int outputs) {
  SlidingOp op = {{channels, height, width}, {channels, outHeight, outWidth}, {kernel, stride, padding, 1}};
  max_forward<Nhwc>(x, y, tap, op, outputs);
}

extern "C" __global__ void __launch_bounds__(256) max_pool_backward_nchw_f32(
    const float* __restrict__ dy, const unsigned char* __restrict__ tap, float* __restrict__ dx, int accumulate, int channels,
    int height, int width, int outHeight, int outWidth, int kernel, int stride, int padding, int size) {
  SlidingOp op = {{channels, height, width}, {channels, outHeight, outWidth}, {kernel, stride, padding, 1}};
  max_backward<Nchw>(dy, tap, dx, accumulate, op, size);
}

extern "C" __global__ void __launch_bounds__(256) max_pool_backward_nhwc_bf16(
    const bf16* __restrict__ dy, const unsigned char* __restrict__ tap, bf16* __restrict__ dx, int accumulate, int channels,
    int height, int width, int outHeight, int outWidth, int kernel, int stride, int padding, int size) {
  SlidingOp op = {{channels, height, width}, {channels, outHeight, outWidth}, {kernel, stride, padding, 1}};
  max_backward<Nhwc>(dy, tap, dx, accumulate, op, size);
}

extern "C" __global__ void __launch_bounds__(256) average_pool_forward_nchw_f32(
    const float* __restrict__ x, float* __restrict__ y, int channels, int height, int width, int outHeight, int outWidth,
    int kernel, int stride, int padding, int outputs) {
  SlidingOp op = {{channels, height, width}, {channels, outHeight, outWidth}, {kernel, stride, padding, 1}};
  average_forward<Nchw>(x, y, op, outputs);
}

extern "C" __global__ void __launch_bounds__(256) average_pool_forward_nhwc_bf16(
    const bf16* __restrict__ x, bf16* __restrict__ y, int channels, int height, int width, int outHeight, int outWidth,
    int kernel, int stride, int padding, int outputs) {
  SlidingOp op = {{channels, height, width}, {channels, outHeight, outWidth}, {kernel, stride, padding, 1}};
  average_forward<Nhwc>(x, y, op, outputs);
}

extern "C" __global__ void __launch_bounds__(256) average_pool_backward_nchw_f32(
    const float* __restrict__ dy, float* __restrict__ dx, int accumulate, int channels, int height, int width, int outHeight,
    int outWidth, int kernel, int stride, int padding, int size) {
  SlidingOp op = {{channels, height, width}, {channels, outHeight, outWidth}, {kernel, stride, padding, 1}};
  average_backward<Nchw>(dy, dx, accumulate, op, size);
}

extern "C" __global__ void __launch_bounds__(256) average_pool_backward_nhwc_bf16(
    const bf16* __restrict__ dy, bf16* __restrict__ dx, int accumulate, int channels, int height, int width, int outHeight,
    int outWidth, int kernel, int stride, int padding, int size) {
  SlidingOp op = {{channels, height, width}, {channels, outHeight, outWidth}, {kernel, stride, padding, 1}};
  average_backward<Nhwc>(dy, dx, accumulate, op, size);
}
