package org.epnas.app.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.StopSignal;
import org.epnas.study.json.Json;
import org.epnas.study.run.RunFolder;
import org.epnas.study.session.TrialReplay;
import org.epnas.study.text.Quantity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code epnas replay}: whether a trial comes out the same when it is trained again. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Train one trial of a run again, from its record, and say whether it came out the same.",
      "Exit status 0 if it did, 1 if not; then what has changed since is named."
    })
final class ReplayCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "RUN", description = "The run folder of the search.")
  Path run = Path.of("");

  @Parameters(index = "1", paramLabel = "TRIAL", description = "The number of the trial.")
  int trial;

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  @Override
  public Integer call() {
    TrialReplay.Result result =
        TrialReplay.of(RunFolder.open(run), trial, StopSignal.NEVER, ReplayCommand::tell);
    System.out.println(json ? Json.PRETTY.writeValueAsString(result) : text(result));
    return result.same() ? 0 : EpnasCommand.FAILURE;
  }

  private static void tell(SearchEvent.EpochEnded ended) {
    System.err.printf(
        Locale.ROOT,
        "replay  trial %s, epoch %s of %s, %s%n",
        ended.trialId(),
        ended.epoch(),
        ended.epochs(),
        Quantity.seconds(ended.seconds()));
  }

  static String text(TrialReplay.Result result) {
    String again =
        result.before().isEmpty()
            ? ""
            : " Weights that it began with were kept no more, so %s trained again first."
                .formatted(
                    result.before().size() == 1
                        ? "trial %s was".formatted(result.before().getFirst())
                        : "trials %s were".formatted(result.before()));
    String outcome =
        result.same()
            ? "Trial %s came out the same, to the last bit.%s".formatted(result.trial(), again)
            : "Trial %s came out otherwise: %s.%s %s"
                .formatted(
                    result.trial(),
                    result.differences().stream()
                        .map(one ->
                            "%s was (%s), is (%s)"
                                .formatted(one.metric(), one.recorded(), one.now()))
                        .collect(Collectors.joining("; ")),
                    again,
                    changes(result));
    return TextWidth.wrapped("", outcome);
  }

  private static String changes(TrialReplay.Result result) {
    return Optional.of(result.changes())
        .filter(all -> !all.isEmpty())
        .map(all -> "Changed since: %s.".formatted(String.join("; ", all)))
        .orElse(
            "Nothing is known to have changed since: in mode fast, or with another number of workers, trainings do not repeat themselves.");
  }
}
