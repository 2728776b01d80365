// Softmax cross-entropy with label smoothing s (Szegedy et al., 2016), its gradient, and accuracy. With t[k] = s / K +
// (1 - s if k is the label), z the logits and p their softmax:
//
//   loss[n] = log sum exp z - sum over k of t[k] * z[k]      correct[n] = 1 where the largest logit, the first one on ties, is
//   the label's, else 0
//   dz = (p - t) / N
//
// softmax_cross_entropy_*   logits (N, K) f32; labels (N) i32; smoothing device scalar f32, optional (none is 0: evaluation);
//                           loss (N) f32, correct (N) i32; dz (N, K) f32 or bf16, overwritten, optional
//   Launch: blocks of (32, rows), at most 256 threads, grid ceil(N / rows): one warp per image.
//
// loss_totals               *lossTotal (f64) += sum of loss[n], *correctTotal (i64) += sum of correct[n], in a fixed order: what
//                           an epoch adds up on the device. Divide the loss by the images counted.
//   Launch: one block of 256 threads.
#include "common.cuh"

const unsigned int ALL_LANES = 0xffffffffu;

// Every lane gets the same sum: the pairs are added in the same order on both sides.
inline __device__ float warp_sum(float value) {
  for (int distance = 16; distance > 0; distance /= 2) value += __shfl_xor_sync(ALL_LANES, value, distance);
  return value;
}

// A logit and its class.
struct Largest {
  float value;
  int k;
};

inline __device__ Largest larger(Largest a, Largest b) {
  return b.value > a.value || (b.value == a.value && b.k < a.k) ? b : a;
}

inline __device__ Largest warp_largest(const float* z, int classes) {
  Largest best = {z[0], 0};
  for (int k = threadIdx.x; k < classes; k += 32) best = larger(best, {z[k], k});
  for (int distance = 16; distance > 0; distance /= 2) {
    best = larger(best, {__shfl_xor_sync(ALL_LANES, best.value, distance), __shfl_xor_sync(ALL_LANES, best.k, distance)});
  }
  return best;
}

template <typename T>
inline __device__ void cross_entropy(const float* logits, const int* labels, const float* smoothing, float* loss, int* correct,
                                     T* dz, int n, int classes) {
  int row = blockIdx.x * blockDim.y + threadIdx.y;
  if (row >= n) return;  // the whole warp
  const float* z = logits + row * classes;
  int label = labels[row];
  float spread = smoothing ? *smoothing : 0.0f;
  Largest best = warp_largest(z, classes);
  float exponentials = 0.0f, all = 0.0f;
  for (int k = threadIdx.x; k < classes; k += 32) {
    exponentials += expf(z[k] - best.value);
    all += z[k] - best.value;
  }
  exponentials = warp_sum(exponentials);
  all = warp_sum(all);
  if (threadIdx.x == 0) {
    loss[row] = logf(exponentials) - (spread / (float)classes * all + (1.0f - spread) * (z[label] - best.value));
    correct[row] = best.k == label;
  }
  for (int k = threadIdx.x; dz && k < classes; k += 32) {
    float target = spread / (float)classes + (k == label ? 1.0f - spread : 0.0f);
    store(dz, row * classes + k, (expf(z[k] - best.value) / exponentials - target) / (float)n);
  }
}

extern "C" __global__ void __launch_bounds__(256) softmax_cross_entropy_f32(
    const float* __restrict__ logits, const int* __restrict__ labels, const float* __restrict__ smoothing,
    float* __restrict__ loss, int* __restrict__ correct, float* __restrict__ dz, int n, int classes) {
  cross_entropy(logits, labels, smoothing, loss, correct, dz, n, classes);
}

extern "C" __global__ void __launch_bounds__(256) softmax_cross_entropy_bf16(
    const float* __restrict__ logits, const int* __restrict__ labels, const float* __restrict__ smoothing,
    float* __restrict__ loss, int* __restrict__ correct, bf16* __restrict__ dz, int n, int classes) {
  cross_entropy(logits, labels, smoothing, loss, correct, dz, n, classes);
}

extern "C" __global__ void __launch_bounds__(256) loss_totals(
    const float* __restrict__ loss, const int* __restrict__ correct, double* lossTotal, long long* correctTotal, int n) {
  __shared__ float losses[256];
  __shared__ int hits[256];
  float sum = 0.0f;
  int count = 0;
  for (int i = threadIdx.x; i < n; i += 256) {
    sum += loss[i];
    count += correct[i];
  }
  losses[threadIdx.x] = sum;
  hits[threadIdx.x] = count;
  __syncthreads();
  for (int half = 128; half > 0; half /= 2) {
    if ((int)threadIdx.x < half) {
      losses[threadIdx.x] += losses[threadIdx.x + half];
      hits[threadIdx.x] += hits[threadIdx.x + half];
    }
    __syncthreads();
  }
  if (threadIdx.x == 0) {
    *lossTotal += (double)losses[0];
    *correctTotal += (long long)hits[0];
  }
}
