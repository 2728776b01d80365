// Sums over the values of each channel, in a fixed order. First stage: grid (groups, parts); the blocks of part p take the values
// [p * count / parts, (p + 1) * count / parts) of a channel and write one partial sum. Second stage: one thread per channel adds
// the parts in ascending order.
//
// Block, at most 256 threads, dynamic shared memory one float2 per thread:
//   NCHW   groups = C, blockDim (a power of two, 1): a block works for one channel, neighbouring threads on neighbouring pixels
//   NHWC   blockDim (channels of a group, threads of a channel), both powers of two, groups = ceil(C / blockDim.x): neighbouring
//          threads on neighbouring channels. Fits well: 32 channels, or the next power of two >= C where C is smaller.
#pragma once
#include "common.cuh"

// Which channel a thread works for, and which of the channel's threads it is; `stride` is their distance in the block.
struct Lane {
  int channel, member, members, stride, thread;
};

inline __device__ Lane lane_of(Nchw) {
  return {(int)blockIdx.x, (int)threadIdx.x, (int)blockDim.x, 1, (int)threadIdx.x};
}

inline __device__ Lane lane_of(Nhwc) {
  return {(int)(blockIdx.x * blockDim.x + threadIdx.x), (int)threadIdx.y, (int)blockDim.y, (int)blockDim.x,
          (int)(threadIdx.y * blockDim.x + threadIdx.x)};
}

// First of the values of part p.
inline __device__ int part_start(int p, int parts, int count) { return (int)((long long)count * p / parts); }

// Sums of a pair of values over the threads of each channel, by halving. Valid in member 0. All threads of the block take part.
inline __device__ float2 channel_sum(float2 value, Lane lane) {
  extern __shared__ float2 shared[];
  shared[lane.thread] = value;
  __syncthreads();
  for (int half = lane.members / 2; half > 0; half /= 2) {
    if (lane.member < half) {
      float2 other = shared[lane.thread + half * lane.stride];
      shared[lane.thread].x += other.x;
      shared[lane.thread].y += other.y;
    }
    __syncthreads();
  }
  float2 sum = shared[lane.thread];
  __syncthreads();  // before the memory is used again
  return sum;
}
