package org.epnas.benchmarks.ceiling;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Multiply-adds from registers to registers: what the arithmetic units can do, in fp32. */
final class FmaPeak {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private static final int ITERATIONS = 20_000;

  /** Many short calls, because code that is compiled while its loop runs is worse. */
  private static final int CALLS = 1_000;

  /** Independent sums: two units of latency four or five need eight to ten. */
  private static final int SUMS = 10;

  /** Keeps the compiler from leaving the loop out. */
  @SuppressWarnings("UnusedVariable") // only written
  private static volatile float sink;

  private FmaPeak() {}

  static double gflops(int threads) {
    double seconds = Repeats.bestSeconds(threads, FmaPeak::run);
    return 2.0 * SUMS * SPECIES.length() * ITERATIONS * CALLS * threads / seconds / 1e9;
  }

  private static void run(int thread) {
    for (int call = 0; call < CALLS; call++) {
      sink = loop(1f + thread);
    }
  }

  private static float loop(float start) {
    FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector y = FloatVector.broadcast(SPECIES, start);
    FloatVector a = y;
    FloatVector b = y;
    FloatVector c = y;
    FloatVector d = y;
    FloatVector e = y;
    FloatVector f = y;
    FloatVector g = y;
    FloatVector h = y;
    FloatVector i = y;
    FloatVector j = y;
    for (int n = 0; n < ITERATIONS; n++) {
      a = a.fma(x, y);
      b = b.fma(x, y);
      c = c.fma(x, y);
      d = d.fma(x, y);
      e = e.fma(x, y);
      f = f.fma(x, y);
      g = g.fma(x, y);
      h = h.fma(x, y);
      i = i.fma(x, y);
      j = j.fma(x, y);
    }
    return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).lane(0);
  }
}
