package org.epnas.policy.epnas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.epnas.kernel.trial.Trial;

/** The candidates of one episode on their way through training. */
final class Episode {
  private final Map<String, Selected> open = new HashMap<>();
  private final List<Result> results = new ArrayList<>();

  /** A candidate and what became of it. */
  record Result(Selected selected, Trial trial) {}

  Episode(List<Selected> selected) {
    for (Selected one : selected) {
      open.put(one.candidate().hash(), one);
    }
  }

  /** Takes in a trial of one of the candidates; another one changes nothing. */
  void observe(Trial trial) {
    Optional.ofNullable(open.remove(trial.hash()))
        .ifPresent(selected -> results.add(new Result(selected, trial)));
  }

  /** Whether every candidate has its trial. */
  boolean complete() {
    return open.isEmpty();
  }

  /** In the order they were told. */
  List<Result> results() {
    return List.copyOf(results);
  }
}
