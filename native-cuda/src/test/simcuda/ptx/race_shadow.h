// Who touched each byte of a memory, to find races between the threads of a launch: two threads on
// the same bytes, one of them writing, with nothing that orders them. Within a block __syncthreads
// orders, within a warp __syncwarp does, between blocks nothing does; atomics do not race with each other.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

namespace simcuda::ptx {

// Counts the barriers of a launch, block after block.
class BarrierClock {
 public:
  void startBlock();
  void blockBarrier() { epoch_++; }
  void warpBarrier(unsigned warp) { warpEpochs_[warp]++; }

  uint32_t epoch() const { return epoch_; }
  uint32_t blockStart() const { return blockStart_; }
  uint32_t warpEpoch(unsigned warp) const { return warpEpochs_[warp]; }

 private:
  uint32_t epoch_ = 0;
  uint32_t blockStart_ = 0;
  std::vector<uint32_t> warpEpochs_;
};

struct Race {
  enum class Kind { none, block, grid } kind = Kind::none;
  unsigned thread = 0;  // the other one, within its block

  explicit operator bool() const { return kind != Kind::none; }
};

class RaceShadow {
 public:
  // grain: bytes that are told apart, a power of two and at most the smallest access. acrossBlocks: whether the memory
  // outlives a block, as global memory does.
  RaceShadow(const BarrierClock& clock, size_t bytes, size_t grain, bool acrossBlocks);

  Race read(size_t offset, size_t bytes, unsigned thread);
  Race write(size_t offset, size_t bytes, unsigned thread);
  Race atomic(size_t offset, size_t bytes, unsigned thread);

 private:
  struct Touch {
    uint32_t epoch;  // 0: never
    uint32_t warpEpoch;
    uint16_t thread;
    bool several;       // of a read: by several threads
    bool severalWarps;  // of a read: by threads of several warps
    bool otherBlocks;   // of a read: also by another block
    bool atomic;        // of a write
  };
  struct Grain {
    Touch read;
    Touch write;
  };

  Race races(const Touch& earlier, unsigned thread) const;
  Race racesWithOther(const Touch& earlier, unsigned thread) const;
  void note(Touch& touch, unsigned thread) const;
  void noteRead(Touch& touch, unsigned thread) const;
  template <class F>
  Race each(size_t offset, size_t bytes, F f);

  const BarrierClock& clock_;
  unsigned grainBits_;
  bool acrossBlocks_;
  std::unique_ptr<Grain[], decltype(&free)> grains_;  // pages that are never touched cost nothing
};

}  // namespace simcuda::ptx
