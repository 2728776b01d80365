#include "race_shadow.h"

namespace simcuda::ptx {
namespace {

constexpr unsigned kWarp = 32;
constexpr unsigned kMaximumWarps = 32;

}  // namespace

void BarrierClock::startBlock() {
  blockStart_ = ++epoch_;
  warpEpochs_.assign(kMaximumWarps, 0);
}

RaceShadow::RaceShadow(const BarrierClock& clock, size_t bytes, size_t grain, bool acrossBlocks)
    : clock_(clock),
      grain_(grain),
      acrossBlocks_(acrossBlocks),
      grains_(static_cast<Grain*>(calloc(bytes / grain + 1, sizeof(Grain))), &free) {}

Race RaceShadow::races(const Touch& earlier, unsigned thread) const {
  if (earlier.epoch == 0) return {};
  if (earlier.epoch < clock_.blockStart() || earlier.otherBlocks)
    return acrossBlocks_ ? Race{Race::Kind::grid, earlier.thread} : Race{};
  if (earlier.epoch != clock_.epoch()) return {};
  if (earlier.thread == thread && !earlier.several) return {};
  unsigned warp = thread / kWarp;
  bool ordered = earlier.thread / kWarp == warp && earlier.warpEpoch != clock_.warpEpoch(warp) && !earlier.severalWarps;
  return ordered ? Race{} : Race{Race::Kind::block, earlier.thread};
}

void RaceShadow::note(Touch& touch, unsigned thread) const {
  touch = {clock_.epoch(), clock_.warpEpoch(thread / kWarp), static_cast<uint16_t>(thread), false, false, false, false};
}

// Reads since the last barrier count as one set, of which the last reader is remembered.
void RaceShadow::noteRead(Touch& touch, unsigned thread) const {
  unsigned warp = thread / kWarp;
  bool otherWarp = touch.thread / kWarp != warp;
  bool joins =
      touch.epoch == clock_.epoch() && (otherWarp || touch.severalWarps || touch.warpEpoch == clock_.warpEpoch(warp));
  bool several = joins && (touch.several || touch.thread != thread);
  bool severalWarps = joins && (touch.severalWarps || otherWarp);
  bool otherBlocks = acrossBlocks_ && (touch.otherBlocks || (touch.epoch != 0 && touch.epoch < clock_.blockStart()));
  note(touch, thread);
  touch.several = several;
  touch.severalWarps = severalWarps;
  touch.otherBlocks = otherBlocks;
}

template <class F>
Race RaceShadow::each(size_t offset, size_t bytes, F f) {
  for (size_t k = offset / grain_; k < (offset + bytes + grain_ - 1) / grain_; k++)
    if (Race race = f(grains_[k])) return race;
  return {};
}

Race RaceShadow::read(size_t offset, size_t bytes, unsigned thread) {
  return each(offset, bytes, [&](Grain& g) {
    if (Race race = races(g.write, thread)) return race;
    noteRead(g.read, thread);
    return Race{};
  });
}

Race RaceShadow::write(size_t offset, size_t bytes, unsigned thread) {
  return each(offset, bytes, [&](Grain& g) {
    if (Race race = races(g.write, thread)) return race;
    if (Race race = races(g.read, thread)) return race;
    note(g.write, thread);
    return Race{};
  });
}

Race RaceShadow::atomic(size_t offset, size_t bytes, unsigned thread) {
  return each(offset, bytes, [&](Grain& g) {
    if (!g.write.atomic)
      if (Race race = races(g.write, thread)) return race;
    if (Race race = races(g.read, thread)) return race;
    note(g.write, thread);
    g.write.atomic = true;
    return Race{};
  });
}

}  // namespace simcuda::ptx
