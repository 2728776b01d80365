package org.epnas.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.json.Json;
import org.epnas.study.run.Journals;
import org.epnas.study.run.RunListing;
import org.epnas.study.run.StudyRow;
import org.epnas.study.text.Quantity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code epnas runs}: what runs, what ended and how, in a folder or on a server. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "List searches: running, stale (the process is gone without a word, 'epnas resume' goes on),",
      "interrupted, failed or done, with the best accuracy within the limits."
    })
final class RunsCommand implements Callable<Integer> {
  @Option(
      names = "--store",
      paramLabel = "URL|DIR",
      defaultValue = "runs",
      description =
          "A run folder or a folder of them, or the address of a server. Default: ${DEFAULT-VALUE}.")
  String store = "runs";

  @Option(names = "--json", description = "Print the list as JSON.")
  boolean json;

  @Override
  public Integer call() {
    RunListing listing =
        StoreAddress.isAddress(store)
            ? new RunListing(Journals.studies(StoreAddress.parse(store)), List.of())
            : RunListing.of(Path.of(store));
    listing.faults().forEach(fault -> System.err.println("epnas: " + fault));
    if (json) {
      System.out.println(Json.PRETTY.writeValueAsString(listing.rows()));
    } else {
      System.out.print(table(listing.rows(), Instant.now()));
    }
    return listing.faults().isEmpty() ? 0 : EpnasCommand.FAILURE;
  }

  /**
   * @param now which ages are counted from
   */
  static String table(List<StudyRow> rows, Instant now) {
    if (rows.isEmpty()) {
      return "No runs." + System.lineSeparator();
    }
    Table table = new Table("run", "state", "best", "trials", "failed", "begun", "last word");
    for (StudyRow row : rows) {
      table.row(
          row.name(),
          row.state().name().toLowerCase(Locale.ROOT),
          row.bestAccuracy().isPresent()
              ? Quantity.accuracy(row.bestAccuracy().getAsDouble())
              : "-",
          row.trials(),
          row.failed(),
          ago(row.begun(), now),
          ago(row.changed(), now));
    }
    return table.toString();
  }

  /** A clock of another machine may be ahead. */
  private static String ago(Instant moment, Instant now) {
    long seconds = Math.max(0, Duration.between(moment, now).toSeconds());
    return Quantity.seconds((double) seconds) + " ago";
  }
}
