package org.epnas.benchmarks.ceiling;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.StepTime;

/**
 * The steps of a training step against the machine's ceiling.
 *
 * @param steps in order
 */
record Roofline(List<RooflineRow> steps) {
  /** For example {@code backward weights Convolution of (stem), op 0}. */
  private static final Pattern STEP_OF_OP = Pattern.compile("(.*) \\w+ of \\(.*\\), op (\\d+)");

  /** Passes that multiply as much as the forward pass of the op; others prepare or move data. */
  private static final Set<String> MULTIPLYING =
      Set.of("forward", "backward weights", "backward data");

  static Roofline of(Program program, int batch, Ceiling ceiling, List<StepTime> times) {
    return new Roofline(times.stream().map(time -> row(program, batch, ceiling, time)).toList());
  }

  private static RooflineRow row(Program program, int batch, Ceiling ceiling, StepTime time) {
    Matcher matcher = STEP_OF_OP.matcher(time.step());
    String kind = time.step();
    double flops = 0;
    if (matcher.matches()) {
      Op op = program.ops().get(Integer.parseInt(matcher.group(2)));
      kind = matcher.group(1) + " " + kind(op);
      flops = MULTIPLYING.contains(matcher.group(1)) ? (double) batch * flops(program, op) : 0;
    }
    double least = ceiling.leastMicros(flops, (double) time.operandBytes());
    return new RooflineRow(
        kind, time.step(), time.code(), flops, time.operandBytes(), time.medianMicros(), least);
  }

  /** Of the forward pass, for one image. */
  private static long flops(Program program, Op op) {
    return switch (op) {
      case Op.Convolution _, Op.Dense _ -> Cost.of(program, op).flops();
      case Op.BatchNorm _, Op.Activate _, Op.MaxPool _, Op.AveragePool _ -> 0;
      case Op.GlobalAveragePool _, Op.Dropout _, Op.Add _, Op.Concat _ -> 0;
    };
  }

  private static String kind(Op op) {
    return switch (op) {
      case Op.Convolution convolution ->
          "%s %sx%s"
              .formatted(
                  convolution.groups() > 1 ? "grouped convolution" : "convolution",
                  convolution.kernel(),
                  convolution.kernel());
      case Op.BatchNorm _ -> "batch norm";
      case Op.Activate _ -> "activation";
      case Op.MaxPool _ -> "max pool";
      case Op.AveragePool _ -> "average pool";
      case Op.GlobalAveragePool _ -> "global pool";
      case Op.Dropout _ -> "dropout";
      case Op.Dense _ -> "dense";
      case Op.Add _ -> "add";
      case Op.Concat _ -> "concat";
    };
  }

  /** Sums by kind, the longest first. */
  List<RooflineRow> kinds() {
    Map<String, RooflineRow> kinds = new LinkedHashMap<>();
    steps.forEach(step -> kinds.merge(step.kind(), step, RooflineRow::plus));
    return kinds.values().stream()
        .sorted(Comparator.comparingDouble(RooflineRow::micros).reversed())
        .toList();
  }

  double micros() {
    return steps.stream().mapToDouble(RooflineRow::micros).sum();
  }

  double flops() {
    return steps.stream().mapToDouble(RooflineRow::flops).sum();
  }

  /** FLOPs of convolutions and dense layers over the time of the whole step, of the ceiling. */
  double matmulShare(Ceiling ceiling) {
    return flops() / micros() / 1e3 / ceiling.matmulGflops();
  }
}
