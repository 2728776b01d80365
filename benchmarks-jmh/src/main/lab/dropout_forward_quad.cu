// Tried: one block of Philox for the four values that it has numbers for, in place of one block per value.
// Against: dropout_forward_nchw_f32 (dropout.cu), same arguments, same bits. Launch: flat over ceil(size / 4).
#include "common.cuh"
#include "philox.cuh"

extern "C" __global__ void __launch_bounds__(256) dropout_forward_nchw_f32_quad(
    const float* x, float* y, int size, const long long* __restrict__ step, int stream, float rate, float scale,
    long long seed) {
  RandomStream random(seed, DROPOUT, stream, *step);
  for (int block = flat_first(); block < (size + 3) / 4; block += flat_stride()) {
    Words words = random.block((unsigned int)block);
    unsigned int drawn[4] = {words.w0, words.w1, words.w2, words.w3};
#pragma unroll
    for (int k = 0; k < 4; k++) {
      int i = block * 4 + k;
      float uniform = (float)(drawn[k] >> 8) * 0x1p-24f;
      if (i < size) y[i] = x[i] * (uniform >= rate ? scale : 0.0f);
    }
  }
}
