package org.epnas.app.cli;

import java.util.List;
import org.epnas.app.selftest.AlgorithmRow;
import org.epnas.app.selftest.CorrectnessRow;
import org.epnas.app.selftest.CorrectnessRow.Problem;
import org.epnas.app.selftest.GpuFacts;
import org.epnas.app.selftest.LossRow;
import org.epnas.app.selftest.MemoryRow;
import org.epnas.app.selftest.Part;
import org.epnas.app.selftest.Part.Status;
import org.epnas.app.selftest.SelfTestReport;
import org.epnas.app.selftest.ThroughputRow;
import org.epnas.nativecuda.Arithmetic;
import org.epnas.nativecuda.CudaVersions;
import org.epnas.study.run.Versions;
import org.epnas.training.selftest.Throughput;

/** Results with figures made up. */
final class SelfTestReports {
  private SelfTestReports() {}

  static SelfTestReport passed() {
    return report(
        new Part<>(
            Status.PASSED,
            "",
            List.of(new CorrectnessRow(Arithmetic.FP32, 266, 0, 0, 1, 0, List.of()))),
        "");
  }

  static SelfTestReport failed() {
    Problem problem = new Problem("relu | 3 channels", "loss", "1.5", "1.6", "1e-4");
    return report(
        new Part<>(
            Status.FAILED,
            "",
            List.of(new CorrectnessRow(Arithmetic.FP32, 265, 1, 0, 1, 0, List.of(problem)))),
        "");
  }

  static SelfTestReport lost() {
    return report(passed().correctness(), "cudaErrorIllegalAddress (700)");
  }

  static SelfTestReport interrupted() {
    Part<CorrectnessRow> begun =
        new Part<>(
            Status.SKIPPED,
            "Interrupted before everything was run.",
            List.of(new CorrectnessRow(Arithmetic.FP32, 12, 0, 0, 0, 255, List.of())));
    return report(begun, "", true);
  }

  private static SelfTestReport report(Part<CorrectnessRow> correctness, String lost) {
    return report(correctness, lost, false);
  }

  private static SelfTestReport report(
      Part<CorrectnessRow> correctness, String lost, boolean interrupted) {
    return new SelfTestReport(
        new GpuFacts(
            "2030-01-02T03:04:05Z",
            "Imagined GPU",
            "9.0",
            16L << 30,
            false,
            new CudaVersions("580.65.06", "13.0", "13.3", "13.3", "9.25.0"),
            new Versions("0.1.0", "25", "Linux")),
        correctness,
        new Part<>(
            Status.PASSED,
            "",
            List.of(new LossRow(Arithmetic.FP32, 30, 2.5, 1.25, 1.25001, 2e-5, 29, 2e-3))),
        new Part<>(
            Status.PASSED,
            "",
            List.of(new MemoryRow(Arithmetic.FP32, 8, 1, 1L << 30, 1L << 30, 0))),
        new Part<>(
            Status.PASSED,
            "",
            List.of(
                // 10,000 images of 240 MFLOP a second are 2.4 of 48 TFLOP/s: 5 %.
                new ThroughputRow(
                    "A",
                    "ResNet-20",
                    Arithmetic.FP32,
                    128,
                    new Throughput(10_000, 9_000, 11_000),
                    240_000_000,
                    48e12))),
        new Part<>(
            Status.PASSED,
            "",
            List.of(
                new AlgorithmRow(
                    Arithmetic.FP32,
                    "3x3 stride 1, 3x32x32 -> 16x32x32, batch 128",
                    "forward",
                    "WINOGRAD",
                    "FMA_MATH",
                    4096,
                    true))),
        lost,
        interrupted,
        61);
  }
}
