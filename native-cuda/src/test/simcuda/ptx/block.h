// The threads of one block. Each thread runs until it must wait for others or ends; then the waits
// that are complete are resolved. The settings choose the order of the threads.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "launch.h"
#include "race_shadow.h"

namespace simcuda::ptx {

enum class State : uint8_t { running, atBarrier, atWarp, ended };

struct Thread {
  unsigned index;  // x fastest
  unsigned x, y, z;
  State state;
  int next;  // instruction
  uint64_t* registers;
  char* local;
};

class Block {
 public:
  explicit Block(const Launch& launch);

  // False after a fault.
  bool run(unsigned x, unsigned y, unsigned z);

 private:
  // block.cpp: scheduling
  void watchWrites();
  void prepare(unsigned x, unsigned y, unsigned z);
  void start(Thread& t);
  void advanceAll();
  bool releaseWarps();
  bool releaseBarrier();
  void reportBlocked();
  size_t count(State state) const;

  // execute.cpp: one thread
  void advance(Thread& t);
  void load(Thread& t, const Instruction& i);
  void store(Thread& t, const Instruction& i);
  void atomic(Thread& t, const Instruction& i);
  char* resolve(Thread& t, const Instruction& i, bool reads, bool writes);
  char* resolveGlobal(Thread& t, const Instruction& i, uint64_t address, size_t bytes, bool reads, bool writes);
  std::string outOfReach(const Instruction& i, const char* p, size_t bytes, const std::string& otherwise) const;
  char* resolveShared(Thread& t, const Instruction& i, uint64_t address, size_t bytes, bool reads, bool writes);
  char* resolveLocal(Thread& t, const Instruction& i, uint64_t address, size_t bytes);
  bool racesWithAnother(Thread& t, const Instruction& i, RaceShadow& shadow, size_t offset, size_t bytes, bool reads,
                        bool writes);
  void fail(const Thread& t, const Instruction& i, int code, const std::string& why);
  std::string where(const Instruction& i) const;

  // warp.cpp: exchanges within a warp
  uint32_t maskOf(const Thread& t) const;
  bool releaseWarp(size_t firstThread);
  void complete(size_t firstThread, uint32_t mask, const Instruction& i);
  void shuffle(size_t firstThread, uint32_t mask, const Instruction& i);
  void vote(size_t firstThread, uint32_t mask, const Instruction& i);

  const Launch& launch_;
  const Function& f_;
  std::vector<Thread> threads_;
  std::vector<uint64_t> registers_;
  std::vector<char> local_;
  std::vector<unsigned> order_;
  BarrierClock clock_;
  std::vector<char> shared_;
  RaceShadow sharedShadow_;
  std::vector<std::shared_ptr<RaceShadow>> shadows_;  // of each pointer parameter; null where nothing is written
  unsigned at_[3];
  bool failed_ = false;
};

}  // namespace simcuda::ptx
