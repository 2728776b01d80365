// The sums of batch normalisation over the M = N * area values of each channel, in two stages and a fixed order
// (channel_sum.cuh). More parts fill a device better; the last digits of the result depend on their number.
//
//   batch_norm_moments_*            partial[p, 0, c] = mean of the part, partial[p, 1, c] = sum of (x - that mean)^2. Sums
//                                   are taken around the part's first value, which keeps digits when mean >> deviation.
//   batch_norm_statistics           merges them (Chan, Golub and LeVeque, 1979) into mean and inverseDeviation =
//                                   1 / sqrt(biased variance + epsilon) and moves the running statistics:
//                                   running = (1 - momentum) * running + momentum * batch (unbiased variance)
//   batch_norm_gradient_sums_*      partial[p, 0, c] = sum of g * xh, partial[p, 1, c] = sum of g over the part
//   batch_norm_parameter_gradient   dScale, dShift = their sums over the parts (overwritten)
//   batch_norm_inverse_deviation    inverseDeviation = 1 / sqrt(variance + epsilon) of running variances, for inference
//
// partial (parts, 2, C) f32; the other pointers as in batch_norm.cu. M >= 2 for statistics; parts <= M.
//
// Launch of the first stages (*_nchw_f32, *_nhwc_bf16): as channel_sum.cuh says. Launch of the others: flat over C.
#include "channel_sum.cuh"
#include "norm.cuh"

inline __device__ void write_part(float* partial, Lane lane, int channels, float2 sums) {
  if (lane.member == 0 && lane.channel < channels) {
    partial[(blockIdx.y * 2) * channels + lane.channel] = sums.x;
    partial[(blockIdx.y * 2 + 1) * channels + lane.channel] = sums.y;
  }
}

template <typename Layout, typename T>
inline __device__ void moments(const T* x, float* partial, int channels, int area, int size) {
  Lane lane = lane_of(Layout());
  int count = size / channels;
  int from = part_start(blockIdx.y, gridDim.y, count);
  int to = part_start(blockIdx.y + 1, gridDim.y, count);
  float origin = 0.0f, sum = 0.0f, squares = 0.0f;
  if (lane.channel < channels) {
    origin = load(x, Layout::member(from, lane.channel, channels, area));
    for (int m = from + lane.member; m < to; m += lane.members) {
      float difference = load(x, Layout::member(m, lane.channel, channels, area)) - origin;
      sum += difference;
      squares = fmaf(difference, difference, squares);
    }
  }
  float2 sums = channel_sum({sum, squares}, lane);
  float offset = sums.x / (float)(to - from);
  write_part(partial, lane, channels, {origin + offset, sums.y - offset * sums.x});
}

template <typename Layout, typename T>
inline __device__ void gradient_sums(const T* dy, const T* x, const T* y, const T* addend, Norm norm, float* partial,
                                     int channels, int area, int size) {
  Lane lane = lane_of(Layout());
  int count = size / channels;
  int to = part_start(blockIdx.y + 1, gridDim.y, count);
  float products = 0.0f, gradients = 0.0f;
  if (lane.channel < channels) {
    for (int m = part_start(blockIdx.y, gridDim.y, count) + lane.member; m < to; m += lane.members) {
      int i = Layout::member(m, lane.channel, channels, area);
      float g = preactivation_gradient(norm, dy, x, y, addend, i, lane.channel);
      products = fmaf(g, norm.normalised(load(x, i), lane.channel), products);
      gradients += g;
    }
  }
  float2 sums = channel_sum({products, gradients}, lane);
  write_part(partial, lane, channels, sums);
}

extern "C" __global__ void __launch_bounds__(256) batch_norm_moments_nchw_f32(
    const float* __restrict__ x, float* __restrict__ partial, int channels, int area, int size) {
  moments<Nchw>(x, partial, channels, area, size);
}

extern "C" __global__ void __launch_bounds__(256) batch_norm_moments_nhwc_bf16(
    const bf16* __restrict__ x, float* __restrict__ partial, int channels, int area, int size) {
  moments<Nhwc>(x, partial, channels, area, size);
}

extern "C" __global__ void __launch_bounds__(256) batch_norm_statistics(
    const float* __restrict__ partial, float* __restrict__ mean, float* __restrict__ inverseDeviation,
    float* __restrict__ runningMean, float* __restrict__ runningVariance, float epsilon, float momentum, int parts,
    int channels, int count) {
  for (int c = flat_first(); c < channels; c += flat_stride()) {
    float average = 0.0f, squares = 0.0f;
    for (int p = 0; p < parts; p++) {
      int before = part_start(p, parts, count);
      int after = part_start(p + 1, parts, count);
      float difference = partial[2 * p * channels + c] - average;
      float share = (float)(after - before) / (float)after;
      average = fmaf(difference, share, average);
      squares += partial[(2 * p + 1) * channels + c] + difference * difference * ((float)before * share);
    }
    mean[c] = average;
    inverseDeviation[c] = 1.0f / sqrtf(squares / (float)count + epsilon);
    runningMean[c] = (1.0f - momentum) * runningMean[c] + momentum * average;
    runningVariance[c] = (1.0f - momentum) * runningVariance[c] + momentum * (squares / (float)(count - 1));
  }
}

extern "C" __global__ void __launch_bounds__(256) batch_norm_inverse_deviation(
    const float* __restrict__ variance, float* __restrict__ inverseDeviation, float epsilon, int channels) {
  for (int c = flat_first(); c < channels; c += flat_stride()) inverseDeviation[c] = 1.0f / sqrtf(variance[c] + epsilon);
}

extern "C" __global__ void __launch_bounds__(256) batch_norm_gradient_sums_nchw_f32(
    const float* __restrict__ dy, const float* __restrict__ x, const float* __restrict__ y, const float* __restrict__ addend,
    const float* __restrict__ mean, const float* __restrict__ inverseDeviation, const float* __restrict__ scale,
    const float* __restrict__ shift, float* __restrict__ partial, int activation, int channels, int area, int size) {
  gradient_sums<Nchw>(dy, x, y, addend, Norm{mean, inverseDeviation, scale, shift, activation}, partial, channels, area, size);
}

extern "C" __global__ void __launch_bounds__(256) batch_norm_gradient_sums_nhwc_bf16(
    const bf16* __restrict__ dy, const bf16* __restrict__ x, const bf16* __restrict__ y, const bf16* __restrict__ addend,
    const float* __restrict__ mean, const float* __restrict__ inverseDeviation, const float* __restrict__ scale,
    const float* __restrict__ shift, float* __restrict__ partial, int activation, int channels, int area, int size) {
  gradient_sums<Nhwc>(dy, x, y, addend, Norm{mean, inverseDeviation, scale, shift, activation}, partial, channels, area, size);
}

extern "C" __global__ void __launch_bounds__(256) batch_norm_parameter_gradient(
    const float* __restrict__ partial, float* __restrict__ dScale, float* __restrict__ dShift, int parts, int channels) {
  for (int c = flat_first(); c < channels; c += flat_stride()) {
    float products = 0.0f, gradients = 0.0f;
    for (int p = 0; p < parts; p++) {
      products += partial[2 * p * channels + c];
      gradients += partial[(2 * p + 1) * channels + c];
    }
    dScale[c] = products;
    dShift[c] = gradients;
  }
}
