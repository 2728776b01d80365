// Shared memory of one block, with a memory of who touched each byte since the last barrier: two
// threads, one of them writing, without a __syncthreads or (in one warp) __syncwarp in between are a race.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace simcuda::ptx {

class SharedMemory {
 public:
  // Fresh bytes are 0xFF, as in device memory.
  void reset(size_t bytes);
  size_t size() const { return bytes_.size(); }
  char* at(uint64_t offset) { return bytes_.data() + offset; }

  // Both answer the thread that this access races with, or -1.
  int read(uint64_t offset, int bytes, unsigned thread);
  int write(uint64_t offset, int bytes, unsigned thread);
  // Atomics do not race with each other, but with everything else.
  int atomic(uint64_t offset, int bytes, unsigned thread);

  void blockBarrier() { epoch_++; }
  void warpBarrier(unsigned warp) { warpEpochs_[warp]++; }

 private:
  // What happened to a byte, in which epoch of the block and of the warp.
  struct Touch {
    uint32_t epoch = 0;
    uint32_t warpEpoch = 0;
    uint16_t thread = 0;
    bool several = false;       // of a read: by several threads
    bool severalWarps = false;  // of a read: by threads of several warps
    bool atomic = false;        // of a write
  };
  struct Byte {
    Touch read;
    Touch write;
  };

  bool races(const Touch& earlier, unsigned thread) const;
  void note(Touch& touch, unsigned thread);
  void noteRead(Touch& touch, unsigned thread);

  std::vector<char> bytes_;
  std::vector<Byte> touched_;
  std::vector<uint32_t> warpEpochs_;
  uint32_t epoch_ = 0;  // 0 in a Touch: never
};

}  // namespace simcuda::ptx
