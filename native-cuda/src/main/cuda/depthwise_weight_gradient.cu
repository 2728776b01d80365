// Gradient of a depthwise convolution (depthwise.cu) with respect to its weights, in two stages and a fixed order:
//
//   dw[c,ky,kx] = sum over n, oy, ox of dy[n,c,oy,ox] * x[n,c,p(oy,ky),p(ox,kx)]
//
// depthwise_weight_gradient_* gives partial (parts, C, kernel, kernel) f32, part p being the outputs
// [p * M / parts, (p + 1) * M / parts) of the M = N * outHeight * outWidth of a channel; sum_parts (reduce.cu) over
// C * kernel^2 values then gives dw (C, kernel, kernel) f32.
//
// Launch: as channel_sum.cuh says, with a third grid dimension of `kernel` blocks: each does one row of taps.
#include "channel_sum.cuh"
#include "common.cuh"
#include "window.cuh"

// Output m of a channel, m counting the outputs of the whole batch.
inline __device__ Point channel_output(int m, int c, Image out) {
  int row = m / out.width;
  return {row / out.height, c, row % out.height, m % out.width};
}

// Adds the products of a thread's outputs with the `Width` taps of row ky from firstTap on.
template <int Width, typename Layout, typename T>
inline __device__ void add_products(const T* dy, const T* x, float (&sums)[Width], Lane lane, int ky, int firstTap, SlidingOp op,
                                    int from, int to) {
  for (int m = from + lane.member; m < to; m += lane.members) {
    Point p = channel_output(m, lane.channel, op.out);
    int iy = op.window.input(p.y, ky);
    if (iy < 0 || iy >= op.in.height) continue;
    float gradient = load(dy, Layout::index(p, op.out));
#pragma unroll
    for (int t = 0; t < Width; t++) {
      int ix = op.window.input(p.x, firstTap + t);
      if (ix < 0 || ix >= op.in.width) continue;
      sums[t] = fmaf(gradient, load(x, Layout::index({p.n, p.c, iy, ix}, op.in)), sums[t]);
    }
  }
}

// `Width` taps of a row at a time.
template <int Width, typename Layout, typename T>
inline __device__ void weight_gradient(const T* dy, const T* x, float* partial, SlidingOp op, int outputs) {
  Lane lane = lane_of(Layout());
  int kernel = op.window.kernel;
  int ky = blockIdx.z;
  int count = outputs / op.out.channels;
  int from = part_start(blockIdx.y, gridDim.y, count);
  int to = lane.channel < op.out.channels ? part_start(blockIdx.y + 1, gridDim.y, count) : from;
  float* row = partial + ((blockIdx.y * op.out.channels + lane.channel) * kernel + ky) * kernel;
  for (int first = 0; first < kernel; first += Width) {
    float sums[Width] = {};
    add_products<Width, Layout>(dy, x, sums, lane, ky, first, op, from, to);
#pragma unroll
    for (int t = 0; t < Width; t++) {
      float2 sum = channel_sum({sums[t], 0.0f}, lane);
      if (lane.member == 0 && lane.channel < op.out.channels) row[first + t] = sum.x;
    }
  }
}

extern "C" __global__ void __launch_bounds__(256) depthwise_weight_gradient_nchw_f32(
    const float* __restrict__ dy, const float* __restrict__ x, float* __restrict__ partial, int channels, int height,
    int width, int outHeight, int outWidth, int kernel, int stride, int padding, int dilation, int outputs) {
  SlidingOp op = {{channels, height, width}, {channels, outHeight, outWidth}, {kernel, stride, padding, dilation}};
  if (kernel == 3) weight_gradient<3, Nchw>(dy, x, partial, op, outputs);
  else if (kernel == 5) weight_gradient<5, Nchw>(dy, x, partial, op, outputs);
  else if (kernel == 7) weight_gradient<7, Nchw>(dy, x, partial, op, outputs);
  else weight_gradient<1, Nchw>(dy, x, partial, op, outputs);
}

extern "C" __global__ void __launch_bounds__(256) depthwise_weight_gradient_nhwc_bf16(
    const bf16* __restrict__ dy, const bf16* __restrict__ x, float* __restrict__ partial, int channels, int height, int width,
    int outHeight, int outWidth, int kernel, int stride, int padding, int dilation, int outputs) {
  SlidingOp op = {{channels, height, width}, {channels, outHeight, outWidth}, {kernel, stride, padding, dilation}};
  if (kernel == 3) weight_gradient<3, Nhwc>(dy, x, partial, op, outputs);
  else if (kernel == 5) weight_gradient<5, Nhwc>(dy, x, partial, op, outputs);
  else if (kernel == 7) weight_gradient<7, Nhwc>(dy, x, partial, op, outputs);
  else weight_gradient<1, Nhwc>(dy, x, partial, op, outputs);
}
