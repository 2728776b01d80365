package org.epnas.store;

import java.nio.file.Path;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.run.EventLog;
import org.epnas.study.run.JournalPlace;

/** A process of its own that adds to a study of its own, as many searches on one server do. */
final class AppendingProcess {
  private AppendingProcess() {}

  /**
   * @param arguments address of the server, number of the study, how many trials; it prints how
   *     many were acknowledged
   */
  public static void main(String[] arguments) throws Exception {
    long study = Long.parseLong(arguments[1]);
    int trials = Integer.parseInt(arguments[2]);
    JournalPlace place =
        new JournalPlace(StoreAddress.parse(arguments[0]), Path.of("process-" + study), study);
    try (EventLog log = new PostgresqlStore().open(place)) {
      log.append(Lines.begun(), true);
      for (int trial = 0; trial < trials; trial++) {
        log.append(Lines.asked(trial), true);
        log.append(Lines.ended(trial), true);
        log.keep(Lines.trial(trial, 0.5));
      }
      log.append(Lines.finished("BUDGET_SPENT"), true);
    }
    System.out.println("acknowledged " + trials);
  }
}
