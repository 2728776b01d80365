package org.epnas.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.epnas.app.json.Json;
import org.epnas.app.run.MachineReport;
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

  @Override
  public void run() {
    Map<String, String> findings = new LinkedHashMap<>(MachineReport.findings());
    if (json) {
      System.out.println(Json.PRETTY.writeValueAsString(findings));
      return;
    }
    findings.forEach((what, found) -> System.out.printf("%-18s %s%n", what, found));
  }
}
