// The threads of one block. Each thread runs until it must wait for others or ends; then the waits
// that are complete are resolved. The settings choose the order of the threads.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "launch.h"
#include "race_shadow.h"
#include "rule.h"

namespace simcuda::ptx {

enum class State : uint8_t { running, atBarrier, atWarp, ended };

class Block;

struct Thread {
  Block* block;
  unsigned index;  // x fastest
  unsigned x, y, z;
  State state;
  int next;           // instruction
  uint64_t branches;  // that it may still take before it must wait or end
  uint64_t* registers;
  char* local;
};

// What an access does with the bytes at its address.
enum class Use : uint8_t { read, write, update };

class Block {
 public:
  explicit Block(const Launch& launch);

  // False after a fault.
  bool run(unsigned x, unsigned y, unsigned z);

  // execute.cpp: for the instructions. Null after a fault, and where the thread stops.
  const char* parameter(const Instruction& i) const { return launch_.parameters.data() + i.offset; }
  template <Space space, Use use>
  char* resolve(Thread& t, const Instruction& i, uint64_t address, size_t bytes);
  const Instruction* stop(Thread& t, const Instruction& i, State state);
  const Instruction* tooLong(const Thread& t, const Instruction& i);

 private:
  // What one pointer parameter may reach, and who touched it; no shadow where nothing is written.
  struct Reach {
    Extent extent;
    RaceShadow* shadow;
  };

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
  template <Use use>
  char* resolveGlobal(Thread& t, const Instruction& i, uint64_t address, size_t bytes);
  char* unresolved(Thread& t, const Instruction& i, char* p, size_t bytes);
  std::string outOfReach(const Instruction& i, const char* p, size_t bytes, const std::string& otherwise) const;
  template <Use use>
  char* resolveShared(Thread& t, const Instruction& i, uint64_t address, size_t bytes);
  char* resolveLocal(Thread& t, const Instruction& i, uint64_t address, size_t bytes);
  void failRace(const Thread& t, const Instruction& i, size_t offset, const Race& race);
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
  std::vector<std::unique_ptr<RaceShadow>> shadows_;
  std::vector<Reach> reach_;  // of each pointer parameter
  unsigned at_[3];
  bool failed_ = false;
};

}  // namespace simcuda::ptx
