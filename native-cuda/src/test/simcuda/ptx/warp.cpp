// What the lanes of one warp do together: shuffles, votes, __syncwarp. All lanes that the mask names
// must meet at the same instruction with the same mask.
#include "../core/report.h"
#include "block.h"
#include "registers.h"
#include "rule.h"

namespace simcuda::ptx {
namespace {

constexpr size_t kWarp = 32;

int maskOperand(Form form) {
  switch (form) {
    case Form::shuffle: return 3;
    case Form::vote: return 1;
    default: return 0;
  }
}

// PTX ISA, shfl.sync: the lane to read from; in is false where that lies outside the segment.
int sourceLane(Shuffle mode, int lane, int b, uint32_t c, bool& in) {
  int clamp = c & 31, segment = c >> 8 & 31;
  int last = (lane & segment) | (clamp & ~segment), first = lane & segment;
  int from = lane;
  switch (mode) {
    case Shuffle::up:
      from = lane - b;
      in = from >= last;
      break;
    case Shuffle::down:
      from = lane + b;
      in = from <= last;
      break;
    case Shuffle::butterfly:
      from = lane ^ b;
      in = from <= last;
      break;
    case Shuffle::index:
      from = first | (b & ~segment);
      in = from <= last;
      break;
  }
  return in ? from : lane;
}

}  // namespace

uint32_t Block::maskOf(const Thread& t) const {
  const Instruction& i = f_.code[t.next];
  return get<uint32_t>(t.registers[i.source[maskOperand(i.rule->form)]]);
}

bool Block::releaseWarp(size_t first) {
  size_t lanes = std::min(kWarp, threads_.size() - first);
  bool released = false;
  for (size_t lane = 0; lane < lanes && !failed_; lane++) {
    const Thread& t = threads_[first + lane];
    if (t.state != State::atWarp) continue;
    uint32_t mask = maskOf(t);
    const Instruction& i = f_.code[t.next];
    if (lanes < kWarp && mask >> lanes) {
      fail(t, i, kLaunchFailure, text("the mask %08x names lanes that do not exist (the warp has %zu)", mask, lanes));
      return true;
    }
    if (!(mask >> lane & 1)) {
      fail(t, i, kLaunchFailure, text("the mask %08x does not name the calling lane %zu", mask, lane));
      return true;
    }
    bool all = true;
    for (size_t k = 0; k < lanes; k++) {
      const Thread& other = threads_[first + k];
      if (mask >> k & 1) all &= other.state == State::atWarp && other.next == t.next && maskOf(other) == mask;
    }
    if (!all) continue;
    complete(first, mask, i);
    released = true;
  }
  return released;
}

void Block::complete(size_t first, uint32_t mask, const Instruction& i) {
  switch (i.rule->form) {
    case Form::shuffle: shuffle(first, mask, i); break;
    case Form::vote: vote(first, mask, i); break;
    // Of the three, only __syncwarp orders memory.
    default: clock_.warpBarrier(first / kWarp); break;
  }
  for (size_t k = 0; k < kWarp; k++)
    if (mask >> k & 1) {
      threads_[first + k].state = State::running;
      threads_[first + k].next++;
    }
}

void Block::shuffle(size_t first, uint32_t mask, const Instruction& i) {
  uint32_t values[kWarp];
  for (size_t k = 0; k < kWarp; k++)
    if (mask >> k & 1) values[k] = get<uint32_t>(threads_[first + k].registers[i.source[0]]);
  for (size_t k = 0; k < kWarp; k++) {
    if (!(mask >> k & 1)) continue;
    Thread& t = threads_[first + k];
    bool in = true;
    int from = sourceLane(i.rule->shuffle, k, get<int32_t>(t.registers[i.source[1]]),
                          get<uint32_t>(t.registers[i.source[2]]), in);
    if (from < 0 || from >= static_cast<int>(kWarp) || !(mask >> from & 1))
      return fail(t, i, kLaunchFailure,
                  text("the shuffle reads lane %d, which the mask %08x does not name", from, mask));
    t.registers[i.destination[0]] = values[from];
    t.registers[i.destination[1]] = in ? 1 : 0;
  }
}

void Block::vote(size_t first, uint32_t mask, const Instruction& i) {
  uint32_t ballot = 0;
  for (size_t k = 0; k < kWarp; k++)
    if (mask >> k & 1) ballot |= static_cast<uint32_t>(threads_[first + k].registers[i.source[0]] & 1) << k;
  uint64_t result = 0;
  switch (i.rule->vote) {
    case Vote::any: result = ballot != 0; break;
    case Vote::all: result = ballot == mask; break;
    case Vote::ballot: result = ballot; break;
  }
  for (size_t k = 0; k < kWarp; k++)
    if (mask >> k & 1) threads_[first + k].registers[i.destination[0]] = result;
}

}  // namespace simcuda::ptx
