package org.epnas.searchspaces;

import java.util.*;
import org.epnas.kernel.architecture.*;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.*;
import org.epnas.searchspaces.layerwise.LayerwiseSpace;
import org.junit.jupiter.api.Test;

class WalkProbe {
  static long cpu() {
    return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  static List<Integer> path(Adaptation a, Random r) {
    List<Integer> chosen = new ArrayList<>();
    for (; ; ) {
      Optional<Choice> c = a.next(chosen);
      if (c.isEmpty()) return chosen;
      int[] v = c.get().valid().stream().toArray();
      chosen.add(v[r.nextInt(v.length)]);
    }
  }

  static void report(String name, SearchSpace.Factory f) {
    for (TensorShape s : List.of(new TensorShape(1, 28, 28), new TensorShape(3, 32, 32))) {
      SearchSpace sp = f.create(s, 10);
      System.out.println(
          name
              + " "
              + s
              + " initial "
              + Cost.of(sp.initial())
              + " layers "
              + sp.initial().layers().size());
      long[] p = new long[100], fl = new long[100], ly = new long[100];
      for (int w = 0; w < 100; w++) {
        Random r = new Random(w);
        Architecture a = sp.initial();
        for (int i = 0; i < 10; i++) {
          Adaptation ad = sp.adapt(a);
          a = ad.apply(path(ad, r));
        }
        Cost c = Cost.of(a);
        p[w] = c.parameters();
        fl[w] = c.flops();
        ly[w] = a.layers().size();
        a.canonicalForm();
        if (w == 3)
          for (Layer l : a.layers())
            System.out.println(
                "   "
                    + l.name()
                    + " "
                    + l.operation()
                    + " "
                    + l.inputs()
                    + " "
                    + a.shapes().get(l.name()));
      }
      for (long[] x : List.of(p, fl, ly)) {
        Arrays.sort(x);
        System.out.println(
            "   min/25/50/75/max " + x[0] + " " + x[25] + " " + x[50] + " " + x[75] + " " + x[99]);
      }
      // speed
      Architecture big = null;
      Random r = new Random(1);
      for (int t = 0; t < 100000 && big == null; t++) {
        Architecture a = sp.initial();
        for (int i = 0; i < 60; i++) {
          Adaptation ad = sp.adapt(a);
          a = ad.apply(path(ad, r));
          if (a.layers().size() >= 40) {
            big = a;
            break;
          }
        }
      }
      for (int k = 0; k < 8; k++) {
        long t0 = cpu();
        for (int i = 0; i < 1000; i++) {
          Adaptation ad = sp.adapt(big);
          ad.tokens();
          ad.apply(path(ad, r));
        }
        System.out.println(
            "   adapt+action+apply us at "
                + big.layers().size()
                + ": "
                + (cpu() - t0) / 1000 / 1000.0);
        t0 = cpu();
        for (int i = 0; i < 1000; i++) {
          sp.adapt(big);
          new Architecture(big.input(), big.classes(), big.layers(), big.encoding());
        }
        System.out.println("      of which Architecture(): " + (cpu() - t0) / 1000 / 1000.0);
      }
    }
  }

  @Test
  void cell() {
    report("cell", org.epnas.searchspaces.cell.CellSpace::new);
  }

  @Test
  void layerwise() {
    report("layerwise", LayerwiseSpace::new);
  }
}
