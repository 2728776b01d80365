package org.epnas.app.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.epnas.app.doctor.MachineReport;
import org.epnas.study.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code epnas doctor}: what this machine offers, and why something is missing. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Say what this machine offers: JDK, vector width, cores, native libraries, GPU.")
final class DoctorCommand implements Runnable {
  @Option(names = "--json", description = "Print JSON.")
  boolean json;

  @Option(
      names = "--verbose",
      description =
          "Also say which code computes each operation of the search spaces, which of it is slow, and"
              + " whether threads can be pinned.")
  boolean verbose;

  @Override
  public void run() {
    SequencedMap<String, String> findings = MachineReport.findings();
    if (verbose) {
      findings.put("pinning", MachineReport.pinning());
    }
    List<MachineReport.Kernel> kernels = verbose ? MachineReport.kernels() : List.of();
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>(findings);
      if (verbose) {
        all.put("kernels", kernels);
      }
      System.out.println(Json.PRETTY.writeValueAsString(all));
      return;
    }
    findings.forEach(
        (what, found) -> System.out.print(TextWidth.wrapped("%-18s ".formatted(what), found)));
    if (verbose) {
      print(kernels);
    }
  }

  private static void print(List<MachineReport.Kernel> kernels) {
    Table table = new Table("operation", "precision", "step", "code", "");
    kernels.forEach(kernel ->
        table.row(
            kernel.operation(),
            kernel.precision(),
            kernel.step(),
            kernel.code(),
            kernel.fallback() ? "SLOW: no kernel for this shape" : ""));
    System.out.printf("%nCode that computes each operation:%n%s", table);
  }
}
