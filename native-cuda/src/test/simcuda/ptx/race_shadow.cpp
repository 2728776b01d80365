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
      grainBits_(__builtin_ctzll(grain)),
      acrossBlocks_(acrossBlocks),
      grains_(static_cast<Grain*>(calloc((bytes >> grainBits_) + 1, sizeof(Grain))), &free) {}

// What nobody touched, or this thread alone in this epoch, is the usual case.
inline Race RaceShadow::races(const Touch& earlier, unsigned thread) const {
  if (earlier.epoch == 0) return {};
  bool own = earlier.epoch == clock_.epoch() && earlier.thread == thread && !earlier.several && !earlier.otherBlocks;
  return own ? Race{} : racesWithOther(earlier, thread);
}

Race RaceShadow::racesWithOther(const Touch& earlier, unsigned thread) const {
  if (earlier.epoch < clock_.blockStart() || earlier.otherBlocks)
    return acrossBlocks_ ? Race{Race::Kind::grid, earlier.thread} : Race{};
  if (earlier.epoch != clock_.epoch()) return {};
  if (earlier.thread == thread && !earlier.several) return {};
  unsigned warp = thread / kWarp;
  bool ordered = earlier.thread / kWarp == warp && earlier.warpEpoch != clock_.warpEpoch(warp) && !earlier.severalWarps;
  return ordered ? Race{} : Race{Race::Kind::block, earlier.thread};
}

inline void RaceShadow::note(Touch& touch, unsigned thread) const {
  touch = {clock_.epoch(), clock_.warpEpoch(thread / kWarp), static_cast<uint16_t>(thread), false, false, false, false};
}

// Reads since the last barrier count as one set, of which the last reader is remembered.
inline void RaceShadow::noteRead(Touch& touch, unsigned thread) const {
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
inline Race RaceShadow::each(size_t offset, size_t bytes, F f) {
  size_t end = (offset + bytes + (size_t{1} << grainBits_) - 1) >> grainBits_;
  for (size_t k = offset >> grainBits_; k < end; k++)
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
