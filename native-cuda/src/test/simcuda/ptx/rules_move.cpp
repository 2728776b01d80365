// mov, selp, cvta, and moves between registers and vectors of narrower ones.
#include "registers.h"
#include "rule_table.h"

namespace simcuda::ptx {
namespace {

template <class T>
void move(uint64_t* r, const Instruction& i) {
  r[i.destination[0]] = slot(get<T>(r[i.source[0]]));
}

template <class T>
void select(uint64_t* r, const Instruction& i) {
  r[i.destination[0]] = slot(get<T>(r[i.source[r[i.source[2]] & 1 ? 0 : 1]]));
}

// The first element of the vector is the lowest part.
template <class Part, int parts>
void pack(uint64_t* r, const Instruction& i) {
  uint64_t result = 0;
  for (int k = 0; k < parts; k++) result |= slot(get<Part>(r[i.source[k]])) << (8 * sizeof(Part) * k);
  r[i.destination[0]] = result;
}

template <class Part, int parts>
void unpack(uint64_t* r, const Instruction& i) {
  uint64_t value = r[i.source[0]];
  for (int k = 0; k < parts; k++) r[i.destination[k]] = slot(get<Part>(value >> (8 * sizeof(Part) * k)));
}

template <class T>
void addMoves(RuleTable& table, const std::string& type) {
  table.compute<move<T>>("mov." + type, 1).carriesAddress = sizeof(T) == 8;
  table.compute<select<T>>("selp." + type, 3).carriesAddress = sizeof(T) == 8;
}

}  // namespace

void addMoveRules(RuleTable& table) {
  for (const char* kind : {"b", "u", "s"}) {
    addMoves<uint16_t>(table, kind + std::string("16"));
    addMoves<uint32_t>(table, kind + std::string("32"));
    addMoves<uint64_t>(table, kind + std::string("64"));
  }
  addMoves<uint32_t>(table, "f32");
  table.compute<move<uint64_t>>("mov.f64", 1);
  table.compute<select<uint64_t>>("selp.f64", 3);
  table.compute<move<uint64_t>>("mov.pred", 1);
  table.compute<pack<uint16_t, 2>>("mov.b32 pack", 2);
  table.compute<pack<uint32_t, 2>>("mov.b64 pack", 2);
  table.compute<pack<uint16_t, 4>>("mov.b64 pack4", 4);
  table.compute<unpack<uint16_t, 2>>("mov.b32 unpack", 1, 2);
  table.compute<unpack<uint32_t, 2>>("mov.b64 unpack", 1, 2);
  table.compute<unpack<uint16_t, 4>>("mov.b64 unpack4", 1, 4);
  // The simulated device's global addresses are generic addresses.
  Rule& toGlobal = table.compute<move<uint64_t>>("cvta.to.global.u64", 1);
  toGlobal.carriesAddress = true;
  toGlobal.toGlobal = true;
  table.compute<move<uint64_t>>("cvta.global.u64", 1).carriesAddress = true;
}

}  // namespace simcuda::ptx
