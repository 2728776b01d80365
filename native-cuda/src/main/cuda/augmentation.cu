// A batch of training or evaluation images from a data set that lies on the device as bytes: crop, flip, cutout and
// normalisation in one pass. The same images as org.epnas.training.pipeline (TrainingBatches, ImageWriter), bit for bit:
//
//   out[n, c, y, x] = table[c, in[image, c, y + dy, x + dx]], x mirrored on flip; 0 outside the image and in the cutout
//   image = order[*first + n]; dx, dy, flip and the cutout's place come from RandomStream(seed, AUGMENTATION, image, *epoch)
//
// pixels     (images, C, H, W) unsigned bytes            dataLabels (images) class of each image
// order      image by its place in the epoch             first      device scalar: place of the batch's first image
// table      (C, 256) f32, normalised value of a byte    epoch      device scalar
// cropPadding largest shift, 0 for none; flip 0 or 1; cutout side of the square, 0 for none. All 0: the images as they are.
// out        (N, C, H, W) f32 or (N, H, W, C) bf16, every value is overwritten; labels (N)
//
// Launch: N blocks of at most 256 threads, one image each. No dynamic shared memory.
#include "common.cuh"
#include "philox.cuh"

// What happens to one image.
struct Change {
  int image, dx, dy, flip, left, top;
};

// A number in [0, bound) from the lower 16 bits.
inline __device__ int below(unsigned int bits, int bound) { return (int)((bits & 0xffffu) * (unsigned int)bound >> 16); }

inline __device__ Change draw(int image, long long seed, long long epoch, Image shape, int padding, int flip, int cutout) {
  Words bits = RandomStream(seed, AUGMENTATION, image, epoch).block(0);
  return {image,
          below(bits.w0, 2 * padding + 1) - padding,
          below(bits.w0 >> 16, 2 * padding + 1) - padding,
          flip && (bits.w1 & 1u),
          below(bits.w2, shape.width) - cutout / 2,
          below(bits.w2 >> 16, shape.height) - cutout / 2};
}

inline __device__ float pixel(const unsigned char* pixels, const float* table, Point p, Change change, Image shape, int cutout) {
  int y = p.y + change.dy;
  int x = (change.flip ? shape.width - 1 - p.x : p.x) + change.dx;
  bool inside = y >= 0 && y < shape.height && x >= 0 && x < shape.width;
  bool cut = p.y >= change.top && p.y < change.top + cutout && p.x >= change.left && p.x < change.left + cutout;
  if (!inside || cut) return 0.0f;
  const unsigned char* image = pixels + (long long)change.image * shape.channels * shape.area();
  return table[p.c * 256 + image[(p.c * shape.height + y) * shape.width + x]];
}

template <typename Layout, typename T>
inline __device__ void augment(const unsigned char* pixels, const int* dataLabels, const int* order, const float* table,
                               const int* first, const long long* epoch, T* out, int* labels, Image shape, int cropPadding,
                               int flip, int cutout, long long seed) {
  __shared__ Change change;
  int n = blockIdx.x;
  if (threadIdx.x == 0) {
    change = draw(order[*first + n], seed, *epoch, shape, cropPadding, flip, cutout);
    labels[n] = dataLabels[change.image];
  }
  __syncthreads();
  int size = shape.channels * shape.area();
  for (int i = threadIdx.x; i < size; i += blockDim.x) {
    store(out, n * size + i, pixel(pixels, table, Layout::at(i, shape), change, shape, cutout));
  }
}

extern "C" __global__ void __launch_bounds__(256) augment_nchw_f32(
    const unsigned char* __restrict__ pixels, const int* __restrict__ dataLabels, const int* __restrict__ order,
    const float* __restrict__ table, const int* __restrict__ first, const long long* __restrict__ epoch,
    float* __restrict__ out, int* __restrict__ labels, int channels, int height, int width, int cropPadding, int flip,
    int cutout, long long seed) {
  augment<Nchw>(pixels, dataLabels, order, table, first, epoch, out, labels, Image{channels, height, width}, cropPadding,
                flip, cutout, seed);
}

extern "C" __global__ void __launch_bounds__(256) augment_nhwc_bf16(
    const unsigned char* __restrict__ pixels, const int* __restrict__ dataLabels, const int* __restrict__ order,
    const float* __restrict__ table, const int* __restrict__ first, const long long* __restrict__ epoch,
    bf16* __restrict__ out, int* __restrict__ labels, int channels, int height, int width, int cropPadding, int flip,
    int cutout, long long seed) {
  augment<Nhwc>(pixels, dataLabels, order, table, first, epoch, out, labels, Image{channels, height, width}, cropPadding,
                flip, cutout, seed);
}
