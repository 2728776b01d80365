package org.epnas.benchmarks.ceiling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.epnas.study.network.BenchmarkNetwork;

/**
 * Ceilings and rooflines, as JSON and as text.
 *
 * @param networks by name
 */
record CeilingReport(
    String processor, List<Ceiling> ceilings, SequencedMap<String, Training> networks) {
  private static final String ROW = "  %-44s %9s %9s %9s %9s %9s %7s  %s%n";

  /**
   * A training step of a network.
   *
   * @param micros of all steps
   * @param flops of convolutions and dense layers, forward and backward
   * @param matmulShare these FLOPs per second over the matrix product's, fp32
   */
  record Training(
      String title,
      int batchSize,
      int threads,
      double micros,
      double flops,
      double matmulShare,
      List<RooflineRow> kinds,
      List<RooflineRow> steps) {
    static Training of(BenchmarkNetwork network, int batch, Ceiling ceiling, Roofline roofline) {
      return new Training(
          network.title(),
          batch,
          ceiling.threads(),
          roofline.micros(),
          roofline.flops(),
          roofline.matmulShare(ceiling),
          roofline.kinds(),
          roofline.steps());
    }
  }

  CeilingReport {
    ceilings = List.copyOf(ceilings);
    networks = new LinkedHashMap<>(networks);
  }

  /** Tables, with a row for each kind of step and, behind them, for each step. */
  String text() {
    StringBuilder text = new StringBuilder("%s%n%n".formatted(processor));
    text.append(
        "  threads  FMA GFLOP/s  matmul fp32  matmul bf16  copy 512 MB GB/s  copy 4 MB GB/s%n"
            .formatted());
    for (Ceiling ceiling : ceilings) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %7s  %11.0f  %11.0f  %11.0f  %16.1f  %14.1f%n",
              ceiling.threads(),
              ceiling.fmaGflops(),
              ceiling.matmulGflops(),
              ceiling.matmulBf16Gflops(),
              ceiling.memoryGigabytes(),
              ceiling.cacheGigabytes()));
    }
    for (Map.Entry<String, Training> network : networks.entrySet()) {
      append(text, network.getKey(), network.getValue());
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String name, Training training) {
    text.append(
        String.format(
            Locale.ROOT,
            "%n%s (%s): fp32, batch %s, %s threads: %.1f ms, %.1f GFLOP of convolutions at %.2f of the matmul ceiling%n",
            name,
            training.title(),
            training.batchSize(),
            training.threads(),
            training.micros() / 1e3,
            training.flops() / 1e9,
            training.matmulShare()));
    text.append(ROW.formatted("kind", "ms", "of time", "GFLOP", "MB", "GFLOP/s", "share", ""));
    training.kinds().forEach(row -> append(text, row, row.kind(), training.micros()));
    text.append(ROW.formatted("step", "ms", "of time", "GFLOP", "MB", "GFLOP/s", "share", "code"));
    training.steps().forEach(row -> append(text, row, row.step(), training.micros()));
  }

  private static void append(StringBuilder text, RooflineRow row, String label, double total) {
    text.append(
        ROW.formatted(
            label,
            String.format(Locale.ROOT, "%.3f", row.micros() / 1e3),
            String.format(Locale.ROOT, "%.1f %%", 100 * row.micros() / total),
            String.format(Locale.ROOT, "%.2f", row.flops() / 1e9),
            String.format(Locale.ROOT, "%.1f", row.bytes() / 1e6),
            String.format(Locale.ROOT, "%.0f", row.flops() / row.micros() / 1e3),
            String.format(Locale.ROOT, "%.2f", row.share()),
            row.code()));
  }
}
