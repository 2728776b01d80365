// Runs the kernels of src/main/cuda as plain C++, to test their arithmetic without a GPU and without NVRTC: one operating
// system thread, one fibre per CUDA thread, block after block. A fibre runs until it waits at a barrier or ends. Threads of
// a block start in one of three orders, so that a result that depends on the order shows.
//
// The test suite (HostDevice.java) writes one C++ file per kernel source, which includes this header first and then, in a
// namespace of its own, the source; `extern __shared__ T name[]` becomes DYNAMIC_SHARED(T, name).
#pragma once
#include <ucontext.h>

#include <algorithm>
#include <climits>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <utility>
#include <vector>

#include "cuda_bf16.h"

#define __global__
#define __device__
#define __shared__ static
#define __launch_bounds__(threads)
#define DYNAMIC_SHARED(T, name) T* name = reinterpret_cast<T*>(host_device::dynamic_shared())

struct dim3 {
  unsigned int x, y, z;
};

struct float2 {
  float x, y;
};

inline float2 make_float2(float x, float y) { return {x, y}; }

namespace host_device {

constexpr int WARP = 32;
constexpr std::size_t STACK_BYTES = 64 << 10;
constexpr std::size_t SHARED_BYTES = 48 << 10;
constexpr unsigned int LARGEST_BLOCK = 1024;

enum class State { READY, AT_BLOCK_BARRIER, AT_WARP_BARRIER, ENDED };

enum Result { DONE = 0, STUCK_AT_BARRIER = 1, BLOCK_TOO_LARGE = 2 };

struct Fibre {
  ucontext_t context;
  std::vector<char> stack = std::vector<char>(STACK_BYTES);
  State state = State::READY;
  dim3 thread = {};
  std::uint64_t shuffled = 0;  // the value that this thread offers to its warp
};

// Everything about the block that runs now.
struct Device {
  ucontext_t scheduler;
  std::vector<Fibre> fibres;
  unsigned int current = 0;
  unsigned int threads = 0;
  dim3 block = {}, grid = {}, blockSize = {};
  void (*kernel)(void**) = nullptr;
  void** arguments = nullptr;
  alignas(16) char shared[SHARED_BYTES];
};

// Kernels run one at a time.
inline Device& device() {
  static Device* instance = new Device();
  return *instance;
}

inline char* dynamic_shared() { return device().shared; }

inline Fibre& self() { return device().fibres[device().current]; }

inline void wait(State state) {
  self().state = state;
  swapcontext(&self().context, &device().scheduler);
}

inline void run_fibre() {
  device().kernel(device().arguments);
  wait(State::ENDED);
}

inline void start(unsigned int index) {
  Device& d = device();
  Fibre& fibre = d.fibres[index];
  fibre.state = State::READY;
  fibre.thread = {index % d.blockSize.x, index / d.blockSize.x % d.blockSize.y, index / d.blockSize.x / d.blockSize.y};
  getcontext(&fibre.context);
  fibre.context.uc_stack.ss_sp = fibre.stack.data();
  fibre.context.uc_stack.ss_size = STACK_BYTES;
  fibre.context.uc_link = nullptr;
  makecontext(&fibre.context, run_fibre, 0);
}

// Makes threads [from, to) ready where all that have not ended wait at the barrier. Whether it did.
inline bool release(unsigned int from, unsigned int to, State barrier) {
  Device& d = device();
  bool any = false;
  for (unsigned int i = from; i < to; i++) {
    if (d.fibres[i].state == State::READY || (d.fibres[i].state != State::ENDED && d.fibres[i].state != barrier)) return false;
    any = any || d.fibres[i].state == barrier;
  }
  for (unsigned int i = from; i < to; i++) {
    if (d.fibres[i].state == barrier) d.fibres[i].state = State::READY;
  }
  return any;
}

inline bool release_some() {
  unsigned int threads = device().threads;
  bool released = release(0, threads, State::AT_BLOCK_BARRIER);
  for (unsigned int from = 0; from < threads; from += WARP) {
    released |= release(from, std::min(from + WARP, threads), State::AT_WARP_BARRIER);
  }
  return released;
}

inline Result run_block(const std::vector<unsigned int>& order) {
  Device& d = device();
  std::memset(d.shared, 0xff, SHARED_BYTES);  // NaN
  for (unsigned int index : order) start(index);
  do {
    for (unsigned int index : order) {
      if (d.fibres[index].state != State::READY) continue;
      d.current = index;
      swapcontext(&d.scheduler, &d.fibres[index].context);
    }
  } while (release_some());
  bool ended = std::all_of(order.begin(), order.end(), [&](auto i) { return d.fibres[i].state == State::ENDED; });
  return ended ? DONE : STUCK_AT_BARRIER;
}

// 0 ascending, 1 descending, 2 random.
inline std::vector<unsigned int> thread_order(unsigned int threads, int kind) {
  std::vector<unsigned int> order(threads);
  for (unsigned int i = 0; i < threads; i++) order[i] = kind == 1 ? threads - 1 - i : i;
  std::mt19937 random(threads);
  if (kind == 2) std::shuffle(order.begin(), order.end(), random);
  return order;
}

// geometry: grid x, y, z, block x, y, z, order of the threads
inline int run(void (*kernel)(void**), const int* geometry, void** arguments) {
  Device& d = device();
  d.grid = {(unsigned int)geometry[0], (unsigned int)geometry[1], (unsigned int)geometry[2]};
  d.blockSize = {(unsigned int)geometry[3], (unsigned int)geometry[4], (unsigned int)geometry[5]};
  d.threads = d.blockSize.x * d.blockSize.y * d.blockSize.z;
  if (d.threads > LARGEST_BLOCK) return BLOCK_TOO_LARGE;
  if (d.fibres.size() < d.threads) d.fibres = std::vector<Fibre>(d.threads);
  d.kernel = kernel;
  d.arguments = arguments;
  std::vector<unsigned int> order = thread_order(d.threads, geometry[6]);
  for (unsigned int b = 0; b < d.grid.x * d.grid.y * d.grid.z; b++) {
    d.block = {b % d.grid.x, b / d.grid.x % d.grid.y, b / d.grid.x / d.grid.y};
    Result result = run_block(order);
    if (result != DONE) return result;
  }
  return DONE;
}

template <auto Kernel>
struct Launch;

// Calls a kernel with arguments given by address, as cuLaunchKernel takes them.
template <typename... A, void (*Kernel)(A...)>
struct Launch<Kernel> {
  template <std::size_t... I>
  static void spread(void** arguments, std::index_sequence<I...>) {
    Kernel(*static_cast<std::remove_cv_t<A>*>(arguments[I])...);
  }

  static void call(void** arguments) { spread(arguments, std::index_sequence_for<A...>{}); }
};

template <typename T>
inline T shuffle_xor(T value, int mask) {
  static_assert(sizeof(T) <= sizeof(std::uint64_t));
  Device& d = device();
  std::memcpy(&self().shuffled, &value, sizeof value);
  wait(State::AT_WARP_BARRIER);
  T other = value;
  unsigned int source = d.current ^ mask;
  if (source < d.threads) std::memcpy(&other, &d.fibres[source].shuffled, sizeof other);
  wait(State::AT_WARP_BARRIER);
  return other;
}

}  // namespace host_device

#define threadIdx (host_device::self().thread)
#define blockIdx (host_device::device().block)
#define blockDim (host_device::device().blockSize)
#define gridDim (host_device::device().grid)

inline void __syncthreads() { host_device::wait(host_device::State::AT_BLOCK_BARRIER); }

template <typename T>
inline T __shfl_xor_sync(unsigned int, T value, int mask) {
  return host_device::shuffle_xor(value, mask);
}

inline unsigned int __umulhi(unsigned int a, unsigned int b) { return (unsigned int)((std::uint64_t)a * b >> 32); }

inline int atomicMin(int* address, int value) {
  int old = *address;
  *address = std::min(old, value);
  return old;
}

using std::isfinite;
using std::max;
using std::min;
