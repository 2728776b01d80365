package org.epnas.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.epnas.app.selftest.AlgorithmRow;
import org.epnas.app.selftest.CorrectnessRow;
import org.epnas.app.selftest.CorrectnessRow.Problem;
import org.epnas.app.selftest.GpuFacts;
import org.epnas.app.selftest.LossRow;
import org.epnas.app.selftest.MemoryRow;
import org.epnas.app.selftest.SelfTestReport;
import org.epnas.app.selftest.ThroughputRow;
import org.epnas.study.text.Quantity;

/** The self-test's result for people: plain, and as Markdown for an issue. */
final class SelfTestText {
  private final SelfTestReport report;

  SelfTestText(SelfTestReport report) {
    this.report = report;
  }

  String plain() {
    return Stream.of(
            facts().stream()
                .map(line -> TextWidth.wrapped("%-8s ".formatted(line.getFirst()), line.getLast())),
            sections().stream().map(section -> "%n%s".formatted(section.plain())),
            Stream.of(System.lineSeparator() + TextWidth.wrapped("", report.verdict())))
        .flatMap(lines -> lines)
        .collect(Collectors.joining());
  }

  String markdown() {
    SelfTestSection facts =
        new SelfTestSection(
            "GPU self-test of EPNAS",
            "**%s**".formatted(report.verdict()),
            List.of("", ""),
            facts());
    return Stream.concat(Stream.of(facts), sections().stream())
        .map(SelfTestSection::markdown)
        .collect(Collectors.joining("\n"));
  }

  private List<List<String>> facts() {
    GpuFacts facts = report.facts();
    return List.of(
        List.of(
            "date", "%s, took %s s".formatted(facts.date(), Quantity.fixed(report.seconds(), 0))),
        List.of(
            "gpu",
            "%s, compute capability %s, %s"
                .formatted(facts.gpu(), facts.computeCapability(), mebibytes(facts.memoryBytes()))),
        List.of(
            "driver",
            "%s, up to CUDA %s"
                .formatted(
                    facts.cuda().driver().isEmpty() ? "unknown release" : facts.cuda().driver(),
                    facts.cuda().driverCuda())),
        List.of(
            "cuda",
            "runtime %s, NVRTC %s, cuDNN %s"
                .formatted(facts.cuda().runtime(), facts.cuda().compiler(), facts.cuda().cudnn())),
        List.of(
            "epnas",
            "%s on Java %s, %s"
                .formatted(
                    facts.versions().epnas(), facts.versions().java(), facts.versions().os())));
  }

  private List<SelfTestSection> sections() {
    List<List<String>> problems = problems();
    Stream<SelfTestSection> failed =
        problems.isEmpty()
            ? Stream.empty()
            : Stream.of(
                new SelfTestSection(
                    "Checks that failed",
                    "",
                    List.of("check", "in", "what", "expected", "actual", "tolerance"),
                    problems));
    return Stream.of(
            Stream.of(correctness()),
            failed,
            Stream.of(lossCurve(), memory(), throughput(), algorithms()))
        .flatMap(sections -> sections)
        .toList();
  }

  private SelfTestSection correctness() {
    return SelfTestSection.of(
        "Correctness",
        report.correctness(),
        List.of("arithmetic", "passed", "failed", "crashed", "skipped", "not run"),
        report.correctness().rows().stream().map(SelfTestText::cells).toList());
  }

  private static List<String> cells(CorrectnessRow row) {
    return cells(
        row.arithmetic(), row.passed(), row.failed(), row.crashed(), row.skipped(), row.notRun());
  }

  private List<List<String>> problems() {
    return report.correctness().rows().stream()
        .flatMap(row -> row.problems().stream().map(problem -> cells(row, problem)))
        .toList();
  }

  private static List<String> cells(CorrectnessRow row, Problem problem) {
    return cells(
        problem.check(),
        row.arithmetic(),
        problem.what(),
        problem.expected(),
        problem.actual(),
        problem.tolerance());
  }

  private SelfTestSection lossCurve() {
    return SelfTestSection.of(
        "Loss curve",
        report.lossCurve(),
        List.of(
            "arithmetic",
            "steps",
            "first loss",
            "last loss",
            "reference",
            "largest difference",
            "at step",
            "tolerance"),
        report.lossCurve().rows().stream().map(SelfTestText::cells).toList());
  }

  private static List<String> cells(LossRow row) {
    return cells(
        row.arithmetic(),
        row.steps(),
        Quantity.fixed(row.firstLoss(), 5),
        Quantity.fixed(row.lastLoss(), 5),
        Quantity.fixed(row.lastReferenceLoss(), 5),
        String.format(Locale.ROOT, "%.1e", row.largestDifference()),
        row.worstStep(),
        String.format(Locale.ROOT, "%.0e", row.tolerance()));
  }

  private SelfTestSection memory() {
    return SelfTestSection.of(
        "Memory return",
        report.memoryReturn(),
        List.of("arithmetic", "candidates", "rounds", "free before", "free after", "leaked bytes"),
        report.memoryReturn().rows().stream().map(SelfTestText::cells).toList());
  }

  private static List<String> cells(MemoryRow row) {
    return cells(
        row.arithmetic(),
        row.candidates(),
        row.rounds(),
        mebibytes(row.freeBefore()),
        mebibytes(row.freeAfter()),
        row.leakedBytes());
  }

  private SelfTestSection throughput() {
    return SelfTestSection.of(
        "Throughput",
        report.throughput(),
        List.of(
            "network",
            "arithmetic",
            "batch",
            "images/s",
            "lowest",
            "highest",
            "matmul TFLOP/s",
            "share of it"),
        report.throughput().rows().stream().map(SelfTestText::cells).toList());
  }

  private static List<String> cells(ThroughputRow row) {
    return cells(
        "%s (%s)".formatted(row.network(), row.title()),
        row.arithmetic(),
        row.batchSize(),
        Quantity.fixed(row.imagesPerSecond().median(), 0),
        Quantity.fixed(row.imagesPerSecond().lowest(), 0),
        Quantity.fixed(row.imagesPerSecond().highest(), 0),
        Quantity.fixed(row.peakFlops() / 1e12, 1),
        Quantity.fixed(row.shareOfPeak() * 100, 1) + " %");
  }

  private SelfTestSection algorithms() {
    return SelfTestSection.of(
        "Algorithms",
        report.algorithms(),
        List.of(
            "convolution",
            "arithmetic",
            "pass",
            "algorithm",
            "math",
            "workspace bytes",
            "deterministic"),
        report.algorithms().rows().stream().map(SelfTestText::cells).toList());
  }

  private static List<String> cells(AlgorithmRow row) {
    return cells(
        row.convolution(),
        row.arithmetic(),
        row.pass(),
        row.algorithm(),
        row.math(),
        row.workspaceBytes(),
        row.deterministic() ? "yes" : "no");
  }

  private static List<String> cells(Object... cells) {
    return Stream.of(cells).map(String::valueOf).toList();
  }

  private static String mebibytes(long bytes) {
    return Quantity.fixed(bytes / (double) (1 << 20), 1) + " MiB";
  }
}
