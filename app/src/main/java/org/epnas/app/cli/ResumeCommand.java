package org.epnas.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.run.RunFolder;
import org.epnas.study.session.SearchSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code epnas resume}: a search that was interrupted, or is to go on. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Go on with a search from where its process ended, however that was. Finished trials are not",
      "trained again, and a half-trained one goes on from its last whole epoch."
    })
final class ResumeCommand implements Callable<Integer>, LeavesResults {
  @Parameters(index = "0", paramLabel = "RUN", description = "The run folder of the search.")
  Path run = Path.of("");

  @Option(
      names = "--continue-for",
      paramLabel = "BUDGET",
      description =
          "How much longer a search goes on that has ended: a time (1h), trials=20 or epochs=50.")
  @Nullable String more;

  @Option(
      names = "--store",
      paramLabel = "URL",
      description =
          "The address of the run's journal once more, where it needs a password that neither"
              + " PGPASSWORD nor .pgpass has.")
  @Nullable String store;

  @Option(names = "--json", description = "Print the summary as JSON on standard output.")
  boolean json;

  private Optional<Path> folder = Optional.empty();

  @Override
  public Integer call() {
    try (SearchSession session =
        SearchSession.resume(
            RunFolder.open(run),
            Optional.ofNullable(more),
            Optional.ofNullable(store).map(StoreAddress::parse))) {
      folder = Optional.of(session.folder().path());
      return new RunningSearch(session, json).run();
    }
  }

  @Override
  public Optional<Path> results() {
    return folder;
  }
}
