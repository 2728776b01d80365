package org.epnas.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.run.RunPlace;
import org.epnas.study.session.SearchSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code epnas search}: the main job. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Search for a network that is accurate within the limits.")
final class SearchCommand implements Callable<Integer>, LeavesResults {
  @Mixin SearchOptions options = new SearchOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  private Optional<Path> folder = Optional.empty();

  @Override
  public Integer call() {
    try (SearchSession session = prepare(spec.commandLine().getParseResult())) {
      folder = Optional.of(session.folder().path());
      return new RunningSearch(session, options.json).run();
    }
  }

  @Override
  public Optional<Path> results() {
    return folder;
  }

  private SearchSession prepare(ParseResult flags) {
    options.table.check(flags);
    SearchConfiguration configuration =
        options.configuration(flags.hasMatchedOption("--constraint"));
    return SearchSession.prepare(
        configuration,
        RunPlace.of(options.run, configuration.strategy()).withJournal(options.output.journal()));
  }
}
