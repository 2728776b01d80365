package org.epnas.benchmarks.ceiling;

/**
 * A step of training, or all steps of a kind.
 *
 * @param kind for example {@code backward weights convolution 3x3}
 * @param step of which layer; empty for all of the kind
 * @param code which code runs; empty for all of the kind
 * @param flops of convolutions and dense layers; 0 for the others, which wait for memory
 * @param bytes of operands
 * @param leastMicros time at the ceiling
 */
record RooflineRow(
    String kind,
    String step,
    String code,
    double flops,
    double bytes,
    double micros,
    double leastMicros) {
  /** Least time / time; above 1 where operands are still in a cache. */
  double share() {
    return micros == 0 ? 0 : leastMicros / micros;
  }

  RooflineRow plus(RooflineRow other) {
    return new RooflineRow(
        kind,
        "",
        "",
        flops + other.flops,
        bytes + other.bytes,
        micros + other.micros,
        leastMicros + other.leastMicros);
  }
}
