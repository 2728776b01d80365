#include "counters.h"

namespace simcuda {

Counters& counters() {
  static Counters current{};
  return current;
}

}  // namespace simcuda
