// Branches, barriers and exchanges within a warp.
#include "rule_table.h"

namespace simcuda::ptx {
namespace {

void add(RuleTable& table, const std::string& opcode, Form form) {
  Rule rule;
  rule.opcode = opcode;
  rule.form = form;
  table.add(rule);
}

void addShuffle(RuleTable& table, const std::string& mode, Shuffle shuffle) {
  Rule rule;
  rule.opcode = "shfl.sync." + mode + ".b32";
  rule.form = Form::shuffle;
  rule.shuffle = shuffle;
  table.add(rule);
}

void addVote(RuleTable& table, const std::string& mode, Vote vote) {
  Rule rule;
  rule.opcode = "vote.sync." + mode;
  rule.form = Form::vote;
  rule.vote = vote;
  table.add(rule);
}

}  // namespace

void addControlRules(RuleTable& table) {
  add(table, "bra", Form::branch);
  add(table, "bra.uni", Form::branch);
  add(table, "ret", Form::exit);
  add(table, "exit", Form::exit);
  add(table, "bar.sync", Form::barrier);
  add(table, "barrier.sync", Form::barrier);
  add(table, "bar.warp.sync", Form::warpBarrier);
  add(table, "membar.cta", Form::fence);
  add(table, "membar.gl", Form::fence);
  add(table, "fence.acq_rel.gpu", Form::fence);
  addShuffle(table, "up", Shuffle::up);
  addShuffle(table, "down", Shuffle::down);
  addShuffle(table, "bfly", Shuffle::butterfly);
  addShuffle(table, "idx", Shuffle::index);
  addVote(table, "any.pred", Vote::any);
  addVote(table, "all.pred", Vote::all);
  addVote(table, "ballot.b32", Vote::ballot);
}

}  // namespace simcuda::ptx
