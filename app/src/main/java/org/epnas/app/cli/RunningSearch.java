package org.epnas.app.cli;

import org.epnas.app.progress.SearchProgress;
import org.epnas.study.json.Json;
import org.epnas.study.session.Interrupt;
import org.epnas.study.session.SearchReport;
import org.epnas.study.session.SearchSession;

/** A prepared search as a command runs it: with progress, an interrupt and a printed result. */
final class RunningSearch {
  private final SearchSession session;
  private final boolean json;

  /**
   * @param json whether the summary is printed as JSON
   */
  RunningSearch(SearchSession session, boolean json) {
    this.session = session;
    this.json = json;
  }

  /** Runs it and gives the exit status. */
  int run() {
    PluginFaultText.print(session.pluginFaults());
    try (Interrupt interrupt = ShutdownHooks.interrupt(session.folder().path())) {
      warn();
      SearchReport report = search(interrupt);
      // Before the interrupt is closed: it lets a JVM end that waits for this.
      print(report);
      report.unwritten().forEach(file -> System.err.println("epnas: " + file));
      return status(report);
    }
  }

  /** Limits that nothing fits are best known before minutes are spent on them. */
  private void warn() {
    session
        .shortfall()
        .ifPresent(shortfall ->
            System.err.println(
                "epnas: A short look found no network within the hard limits. %s Maybe loosen them."
                    .formatted(shortfall.message())));
  }

  private SearchReport search(Interrupt interrupt) {
    try (SearchProgress progress = new SearchProgress(session.timeBudget())) {
      return session.run(progress, interrupt.cancellation());
    }
  }

  private void print(SearchReport report) {
    if (json) {
      System.out.println(Json.PRETTY.writeValueAsString(report.summary()));
    } else {
      System.out.print(SearchText.of(report));
    }
  }

  private static int status(SearchReport report) {
    if (report.interrupted()) {
      return EpnasCommand.INTERRUPTED;
    }
    boolean whole = !report.result().end().reason().broken() && report.unwritten().isEmpty();
    return whole && report.summary().feasible() ? 0 : EpnasCommand.FAILURE;
  }
}
