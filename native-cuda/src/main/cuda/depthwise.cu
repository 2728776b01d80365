// Depthwise convolution (cross-correlation, one filter per channel, no bias) and its gradient with respect to x. With p(o, t) the
// input that tap t of output o reads (window.cuh):
//
//   forward         y[n,c,oy,ox]  = sum over ky, kx of w[c,ky,kx] * x[n,c,p(oy,ky),p(ox,kx)], taps outside of the image left out
//   data gradient   dx[n,c,iy,ix] = sum over the taps and outputs that read (iy, ix) of w * dy (overwritten or added)
//
// x, dx (N, C, H, W), y, dy (N, C, outHeight, outWidth) f32, or the same as (N, H, W, C) in bf16.
// w (C, kernel, kernel) f32 in both: the master weights are read as they are.
// Kernels 3, 5 and 7 have their loops unrolled; any other size runs too. Any stride, symmetric padding, dilation.
//
// Launch: forward flat over outputs = N * C * outHeight * outWidth; data gradient flat over size = N * C * H * W.
#include "common.cuh"
#include "window.cuh"

// K is the kernel where it is known at compile time, else 0.
template <int K>
inline __device__ int taps(SlidingOp op) {
  return K > 0 ? K : op.window.kernel;
}

template <int K, typename Layout, typename T>
inline __device__ float output(const T* x, const float* w, Point p, SlidingOp op) {
  int kernel = taps<K>(op);
  float sum = 0.0f;
#pragma unroll
  for (int ky = 0; ky < kernel; ky++) {
    int iy = op.window.input(p.y, ky);
    if (iy < 0 || iy >= op.in.height) continue;
#pragma unroll
    for (int kx = 0; kx < kernel; kx++) {
      int ix = op.window.input(p.x, kx);
      if (ix < 0 || ix >= op.in.width) continue;
      sum = fmaf(w[(p.c * kernel + ky) * kernel + kx], load(x, Layout::index({p.n, p.c, iy, ix}, op.in)), sum);
    }
  }
  return sum;
}

template <int K, typename Layout, typename T>
inline __device__ void forward(const T* x, const float* w, T* y, SlidingOp op, int outputs) {
  for (int o = flat_first(); o < outputs; o += flat_stride()) {
    store(y, o, output<K, Layout>(x, w, Layout::at(o, op.out), op));
  }
}

template <int K, typename Layout, typename T>
inline __device__ float input_gradient(const T* dy, const float* w, Point p, SlidingOp op) {
  int kernel = taps<K>(op);
  float sum = 0.0f;
#pragma unroll
  for (int ky = 0; ky < kernel; ky++) {
    int oy = op.window.output_reading(p.y, ky, op.out.height);
    if (oy < 0) continue;
#pragma unroll
    for (int kx = 0; kx < kernel; kx++) {
      int ox = op.window.output_reading(p.x, kx, op.out.width);
      if (ox < 0) continue;
      sum = fmaf(w[(p.c * kernel + ky) * kernel + kx], load(dy, Layout::index({p.n, p.c, oy, ox}, op.out)), sum);
    }
  }
  return sum;
}

template <int K, typename Layout, typename T>
inline __device__ void data_gradient(const T* dy, const float* w, T* dx, int accumulate, SlidingOp op, int size) {
  for (int i = flat_first(); i < size; i += flat_stride()) {
    put(dx, i, input_gradient<K, Layout>(dy, w, Layout::at(i, op.in), op), accumulate);
  }
}

extern "C" __global__ void __launch_bounds__(256) depthwise_forward_nchw_f32(
    const float* __restrict__ x, const float* __restrict__ w, float* __restrict__ y, int channels, int height, int width,
    int outHeight, int outWidth, int kernel, int stride, int padding, int dilation, int outputs) {
  SlidingOp op = {{channels, height, width}, {channels, outHeight, outWidth}, {kernel, stride, padding, dilation}};
  if (kernel == 3) forward<3, Nchw>(x, w, y, op, outputs);
  else if (kernel == 5) forward<5, Nchw>(x, w, y, op, outputs);
  else if (kernel == 7) forward<7, Nchw>(x, w, y, op, outputs);
  else forward<0, Nchw>(x, w, y, op, outputs);
}

extern "C" __global__ void __launch_bounds__(256) depthwise_data_gradient_nchw_f32(
    const float* __restrict__ dy, const float* __restrict__ w, float* __restrict__ dx, int accumulate, int channels,
    int height, int width, int outHeight, int outWidth, int kernel, int stride, int padding, int dilation, int size) {
  SlidingOp op = {{channels, height, width}, {channels, outHeight, outWidth}, {kernel, stride, padding, dilation}};
  if (kernel == 3) data_gradient<3, Nchw>(dy, w, dx, accumulate, op, size);
  else if (kernel == 5) data_gradient<5, Nchw>(dy, w, dx, accumulate, op, size);
  else if (kernel == 7) data_gradient<7, Nchw>(dy, w, dx, accumulate, op, size);
  else data_gradient<0, Nchw>(dy, w, dx, accumulate, op, size);
}

extern "C" __global__ void __launch_bounds__(256) depthwise_forward_nhwc_bf16(
    const bf16* __restrict__ x, const float* __restrict__ w, bf16* __restrict__ y, int channels, int height, int width,
    int outHeight, int outWidth, int kernel, int stride, int padding, int dilation, int outputs) {
  SlidingOp op = {{channels, height, width}, {channels, outHeight, outWidth}, {kernel, stride, padding, dilation}};
  if (kernel == 3) forward<3, Nhwc>(x, w, y, op, outputs);
  else if (kernel == 5) forward<5, Nhwc>(x, w, y, op, outputs);
  else if (kernel == 7) forward<7, Nhwc>(x, w, y, op, outputs);
  else forward<0, Nhwc>(x, w, y, op, outputs);
}

extern "C" __global__ void __launch_bounds__(256) depthwise_data_gradient_nhwc_bf16(
    const bf16* __restrict__ dy, const float* __restrict__ w, bf16* __restrict__ dx, int accumulate, int channels, int height,
    int width, int outHeight, int outWidth, int kernel, int stride, int padding, int dilation, int size) {
  SlidingOp op = {{channels, height, width}, {channels, outHeight, outWidth}, {kernel, stride, padding, dilation}};
  if (kernel == 3) data_gradient<3, Nhwc>(dy, w, dx, accumulate, op, size);
  else if (kernel == 5) data_gradient<5, Nhwc>(dy, w, dx, accumulate, op, size);
  else if (kernel == 7) data_gradient<7, Nhwc>(dy, w, dx, accumulate, op, size);
  else data_gradient<0, Nhwc>(dy, w, dx, accumulate, op, size);
}
