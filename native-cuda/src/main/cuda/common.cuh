// What all kernels share: the two number formats, the two layouts, and how a launch covers its work.
//
// Sizes. Every buffer holds at most 2^30 values, so indices are ints; the caller checks that.
// Flat launches. A kernel "over size" may be launched with any number of one-dimensional blocks of at most 256 threads:
//   each thread takes every gridDim * blockDim-th value, so the geometry never changes a result.
// Determinism. No kernel adds floats atomically; every sum has one order, given by its launch geometry, which the caller
//   derives from shapes alone. The same inputs therefore give the same bits.
// Gradients. `accumulate` says how one goes into its buffer: 0 overwrites, 1 adds to what is there (a tensor that is read
//   more than once). Pointers called optional may be null.
// Arithmetic is fp32 whatever the storage; bf16 is rounded to nearest even when it is stored.
#pragma once
#include <cuda_bf16.h>

using bf16 = __nv_bfloat16;

inline __device__ float load(const float* values, int i) { return values[i]; }

inline __device__ float load(const bf16* values, int i) { return __bfloat162float(values[i]); }

inline __device__ void store(float* values, int i, float value) { values[i] = value; }

inline __device__ void store(bf16* values, int i, float value) { values[i] = __float2bfloat16(value); }

template <typename T>
inline __device__ void put(T* values, int i, float value, int accumulate) {
  store(values, i, accumulate ? load(values, i) + value : value);
}

// First value of a thread in a flat launch, and the distance to its next one.
inline __device__ int flat_first() { return blockIdx.x * blockDim.x + threadIdx.x; }

inline __device__ int flat_stride() { return gridDim.x * blockDim.x; }

// Shape of one image.
struct Image {
  int channels, height, width;

  __device__ int area() const { return height * width; }
};

// Coordinates of a value of a batch.
struct Point {
  int n, c, y, x;
};

// Layout (N, C, H, W): the plain one, for fp32.
struct Nchw {
  static __device__ int index(Point p, Image s) {
    return ((p.n * s.channels + p.c) * s.height + p.y) * s.width + p.x;
  }

  static __device__ Point at(int i, Image s) {
    int row = i / s.width;
    int plane = row / s.height;
    return {plane / s.channels, plane % s.channels, row % s.height, i % s.width};
  }

  // Channel of value i.
  static __device__ int channel(int i, int channels, int area) { return i / area % channels; }

  // Index of value m of a channel, m counting the pixels of the whole batch.
  static __device__ int member(int m, int c, int channels, int area) {
    return (m / area * channels + c) * area + m % area;
  }
};

// Layout (N, H, W, C): neighbouring threads work on neighbouring channels, for bf16.
struct Nhwc {
  static __device__ int index(Point p, Image s) {
    return ((p.n * s.height + p.y) * s.width + p.x) * s.channels + p.c;
  }

  static __device__ Point at(int i, Image s) {
    int pixel = i / s.channels;
    int row = pixel / s.width;
    return {row / s.height, i % s.channels, row % s.height, pixel % s.width};
  }

  static __device__ int channel(int i, int channels, int) { return i % channels; }

  static __device__ int member(int m, int c, int channels, int) { return m * channels + c; }
};
