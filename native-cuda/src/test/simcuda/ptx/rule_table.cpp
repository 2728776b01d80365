#include "rule_table.h"

namespace simcuda::ptx {
namespace {

RuleTable fill() {
  RuleTable table;
  addIntegerRules(table);
  addBitRules(table);
  addFloatRules(table);
  addRoundingRules(table);
  addCompareRules(table);
  addConversionRules(table);
  addMoveRules(table);
  addMemoryRules(table);
  addControlRules(table);
  return table;
}

}  // namespace

const Rule* findRule(const std::string& opcode) {
  static const RuleTable table = fill();
  return table.find(opcode);
}

}  // namespace simcuda::ptx
