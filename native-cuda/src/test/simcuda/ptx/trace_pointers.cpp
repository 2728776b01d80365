// From which pointer parameters can each address come? Followed through moves and additions until
// nothing changes. An access is then checked against what those parameters may reach, so that a
// pointer that runs over into its neighbour is caught, and a launch knows what it reads and writes.
#include <map>

#include "function.h"
#include "rule.h"

namespace simcuda::ptx {
namespace {

constexpr size_t kMaximumPointers = 64;

class Tracer {
 public:
  explicit Tracer(Function& f) : f_(f), from_(f.registers, 0) {}

  void run() {
    for (const Instruction& i : f_.code) seed(i);
    while (propagate()) {
    }
    for (Instruction& i : f_.code) use(i);
  }

 private:
  static bool isGlobal(const Rule& r) { return r.space == Space::global; }

  void seed(const Instruction& i) {
    if (i.rule->form != Form::load || i.rule->space != Space::param || i.rule->bytes != 8) return;
    for (int lane = 0; lane < i.rule->lanes; lane++)
      from_[i.destination[lane]] |= uint64_t{1} << pointer(i.offset + 8 * lane);
  }

  size_t pointer(size_t offset) {
    for (size_t k = 0; k < f_.pointers.size(); k++)
      if (f_.pointers[k].offset == offset) return k;
    if (f_.pointers.size() == kMaximumPointers) throw Unsupported("kernel " + f_.name + ": more than 64 pointers");
    PointerParameter p{};
    p.offset = offset;
    for (size_t k = 0; k < f_.parameters.size(); k++)
      if (f_.parameters[k].offset <= offset) p.parameter = k;
    f_.pointers.push_back(p);
    return f_.pointers.size() - 1;
  }

  bool propagate() {
    bool changed = false;
    for (const Instruction& i : f_.code) {
      if (i.rule->form != Form::compute || !i.rule->carriesAddress) continue;
      uint64_t& to = from_[i.destination[0]];
      uint64_t before = to;
      for (int k = 0; k < i.rule->sources; k++) to |= from_[i.source[k]];
      changed |= to != before;
    }
    return changed;
  }

  void use(Instruction& i) {
    const Rule& r = *i.rule;
    if (r.toGlobal) mark(from_[i.source[0]], [](PointerParameter& p) { p.certain = true; });
    if (!isGlobal(r)) return;
    i.pointers = from_[i.source[0]];
    bool reads = r.form != Form::store, writes = r.form != Form::load;
    mark(i.pointers, [=](PointerParameter& p) {
      p.address = true;
      p.read |= reads;
      p.written |= writes;
    });
  }

  template <class F>
  void mark(uint64_t pointers, F f) {
    for (size_t k = 0; k < f_.pointers.size(); k++)
      if (pointers >> k & 1) f(f_.pointers[k]);
  }

  Function& f_;
  std::vector<uint64_t> from_;
};

}  // namespace

void tracePointers(Function& function) { Tracer(function).run(); }

}  // namespace simcuda::ptx
