#include "block.h"

#include <algorithm>
#include <map>

#include "../core/report.h"
#include "rule.h"
#include "thread_order.h"

namespace simcuda::ptx {
namespace {

constexpr size_t kWarp = 32;

}  // namespace

Block::Block(const Launch& launch)
    : launch_(launch), f_(*launch.function), sharedShadow_(clock_, launch.sharedBytes, launch.function->sharedGrain, false) {
  size_t n = launch.threads();
  threads_.resize(n);
  // Where no thread ever waits, they run one after another and can share one register file, which
  // then stays in the processor's cache.
  size_t copies = f_.waits ? n : 1;
  registers_.assign(copies * f_.registers, 0);
  local_.assign(n * f_.localBytes, 0);
  for (size_t k = 0; k < n; k++) {
    Thread& t = threads_[k];
    t.block = this;
    t.index = k;
    t.x = k % launch.block[0];
    t.y = k / launch.block[0] % launch.block[1];
    t.z = k / launch.block[0] / launch.block[1];
    t.registers = registers_.data() + k % copies * f_.registers;
    t.local = local_.data() + k * f_.localBytes;
    std::copy(f_.constants.begin(), f_.constants.end(), t.registers + kSpecialRegisters);
  }
  watchWrites();
}

// Parameters that reach the same memory share its shadow. A kernel with fences may order its blocks
// by a protocol of its own, which is not followed.
void Block::watchWrites() {
  for (const Extent& extent : launch_.reach) reach_.push_back({extent, nullptr});
  if (f_.fences) return;
  std::map<char*, RaceShadow*> written;
  for (size_t k = 0; k < f_.pointers.size(); k++) {
    const Extent& extent = reach_[k].extent;
    if (!f_.pointers[k].written || !extent.begin || written.count(extent.begin)) continue;
    shadows_.push_back(std::make_unique<RaceShadow>(clock_, extent.end - extent.begin, f_.globalGrain, true));
    written[extent.begin] = shadows_.back().get();
  }
  for (Reach& reach : reach_) {
    auto it = written.find(reach.extent.begin);
    if (it != written.end()) reach.shadow = it->second;
  }
}

void Block::prepare(unsigned x, unsigned y, unsigned z) {
  at_[0] = x;
  at_[1] = y;
  at_[2] = z;
  clock_.startBlock();
  // Fresh bytes are 0xFF, as in device memory.
  shared_.assign(launch_.sharedBytes, static_cast<char>(0xFF));
  for (Thread& t : threads_) {
    t.state = State::running;
    t.next = 0;
  }
}

void Block::start(Thread& t) {
  uint64_t special[] = {t.x,
                        t.y,
                        t.z,
                        at_[0],
                        at_[1],
                        at_[2],
                        launch_.block[0],
                        launch_.block[1],
                        launch_.block[2],
                        launch_.grid[0],
                        launch_.grid[1],
                        launch_.grid[2],
                        t.index % kWarp};
  std::copy(std::begin(special), std::end(special), t.registers);
}

bool Block::run(unsigned x, unsigned y, unsigned z) {
  prepare(x, y, z);
  while (!failed_ && count(State::ended) < threads_.size()) {
    advanceAll();
    if (failed_ || count(State::ended) == threads_.size()) break;
    if (!releaseWarps() && !releaseBarrier()) reportBlocked();
  }
  return !failed_;
}

void Block::advanceAll() {
  arrange(order_, threads_.size());
  for (unsigned k : order_) {
    Thread& t = threads_[k];
    if (t.state != State::running) continue;
    if (t.next == 0) start(t);
    advance(t);
    if (failed_) return;
  }
}

size_t Block::count(State state) const {
  return std::count_if(threads_.begin(), threads_.end(), [state](const Thread& t) { return t.state == state; });
}

bool Block::releaseWarps() {
  bool released = false;
  for (size_t first = 0; first < threads_.size() && !failed_; first += kWarp) released |= releaseWarp(first);
  return released;
}

// True if the barrier is complete: every thread of the block waits, all at the same __syncthreads.
bool Block::releaseBarrier() {
  size_t waiting = count(State::atBarrier);
  if (failed_ || waiting == 0 || waiting + count(State::ended) != threads_.size()) return failed_;
  auto atBarrier = [](const Thread& t) { return t.state == State::atBarrier; };
  const Thread& first = *std::find_if(threads_.begin(), threads_.end(), atBarrier);
  for (const Thread& t : threads_) {
    if (!atBarrier(t) || t.next == first.next) continue;
    fail(first, f_.code[first.next], kLaunchFailure,
         "divergent __syncthreads: threads of one block wait at different ones, also at " + where(f_.code[t.next]));
    return true;
  }
  if (waiting != threads_.size()) {
    fail(first, f_.code[first.next], kLaunchFailure,
         text("divergent __syncthreads: reached by %zu of %zu threads, the others have returned", waiting,
              threads_.size()));
    return true;
  }
  clock_.blockBarrier();
  for (Thread& t : threads_) {
    t.state = State::running;
    t.next++;
  }
  return true;
}

void Block::reportBlocked() {
  for (const Thread& t : threads_) {
    if (t.state == State::ended) continue;
    std::string why =
        t.state == State::atWarp
            ? text("deadlock: the lanes %08x are to meet here, but some of them are elsewhere or have returned",
                   maskOf(t))
            : std::string("deadlock: this barrier can never be complete");
    fail(t, f_.code[t.next], kLaunchFailure, why);
    return;
  }
}

void run(const Launch& launch) {
  Block block(launch);
  std::vector<unsigned> order;
  arrange(order, size_t{launch.grid[0]} * launch.grid[1] * launch.grid[2]);
  for (unsigned k : order)
    if (!block.run(k % launch.grid[0], k / launch.grid[0] % launch.grid[1], k / launch.grid[0] / launch.grid[1]))
      return;
}

}  // namespace simcuda::ptx
