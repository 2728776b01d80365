// For the files that fill the whitelist.
#pragma once
#include <unordered_map>

#include "rule.h"

namespace simcuda::ptx {

class RuleTable {
 public:
  Rule& add(const Rule& rule) { return rules_[rule.opcode] = rule; }

  // handler: computes on the register file only.
  template <void (*handler)(uint64_t*, const Instruction&)>
  Rule& compute(const std::string& opcode, int sources, int destinations = 1) {
    Rule rule;
    rule.opcode = opcode;
    rule.compute = [](uint64_t* registers, const Instruction& i, Thread&) {
      handler(registers, i);
      return &i + 1;
    };
    rule.sources = sources;
    rule.destinations = destinations;
    return add(rule);
  }

  const Rule* find(const std::string& opcode) const {
    auto it = rules_.find(opcode);
    return it == rules_.end() ? nullptr : &it->second;
  }

 private:
  std::unordered_map<std::string, Rule> rules_;
};

void addIntegerRules(RuleTable& table);
void addBitRules(RuleTable& table);
void addFloatRules(RuleTable& table);
void addRoundingRules(RuleTable& table);
void addCompareRules(RuleTable& table);
void addConversionRules(RuleTable& table);
void addMoveRules(RuleTable& table);
void addMemoryRules(RuleTable& table);
void addControlRules(RuleTable& table);

}  // namespace simcuda::ptx
