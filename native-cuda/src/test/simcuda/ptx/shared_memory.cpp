#include "shared_memory.h"

namespace simcuda::ptx {
namespace {

constexpr unsigned kWarp = 32;
constexpr unsigned kMaximumWarps = 32;

}  // namespace

void SharedMemory::reset(size_t bytes) {
  bytes_.assign(bytes, static_cast<char>(0xFF));
  touched_.resize(bytes);
  warpEpochs_.assign(kMaximumWarps, 0);
  epoch_++;  // makes everything before this block forgotten
}

bool SharedMemory::races(const Touch& earlier, unsigned thread) const {
  if (earlier.epoch != epoch_) return false;
  if (earlier.thread == thread && !earlier.several) return false;
  unsigned warp = thread / kWarp;
  bool ordered = earlier.thread / kWarp == warp && earlier.warpEpoch != warpEpochs_[warp] && !earlier.severalWarps;
  return !ordered;
}

void SharedMemory::note(Touch& touch, unsigned thread) {
  touch.epoch = epoch_;
  touch.warpEpoch = warpEpochs_[thread / kWarp];
  touch.thread = static_cast<uint16_t>(thread);
  touch.several = false;
  touch.severalWarps = false;
  touch.atomic = false;
}

// Reads since the last barrier count as one set, of which the last reader is remembered.
void SharedMemory::noteRead(Touch& touch, unsigned thread) {
  unsigned warp = thread / kWarp;
  bool otherWarp = touch.thread / kWarp != warp;
  bool joins = touch.epoch == epoch_ && (otherWarp || touch.severalWarps || touch.warpEpoch == warpEpochs_[warp]);
  bool several = joins && (touch.several || touch.thread != thread);
  bool severalWarps = joins && (touch.severalWarps || otherWarp);
  note(touch, thread);
  touch.several = several;
  touch.severalWarps = severalWarps;
}

int SharedMemory::read(uint64_t offset, int bytes, unsigned thread) {
  for (uint64_t k = offset; k < offset + bytes; k++) {
    if (races(touched_[k].write, thread)) return touched_[k].write.thread;
    noteRead(touched_[k].read, thread);
  }
  return -1;
}

int SharedMemory::write(uint64_t offset, int bytes, unsigned thread) {
  for (uint64_t k = offset; k < offset + bytes; k++) {
    Byte& b = touched_[k];
    if (races(b.write, thread)) return b.write.thread;
    if (races(b.read, thread)) return b.read.thread;
    note(b.write, thread);
  }
  return -1;
}

int SharedMemory::atomic(uint64_t offset, int bytes, unsigned thread) {
  for (uint64_t k = offset; k < offset + bytes; k++) {
    Byte& b = touched_[k];
    if (!b.write.atomic && races(b.write, thread)) return b.write.thread;
    if (races(b.read, thread)) return b.read.thread;
    note(b.write, thread);
    b.write.atomic = true;
  }
  return -1;
}

}  // namespace simcuda::ptx
