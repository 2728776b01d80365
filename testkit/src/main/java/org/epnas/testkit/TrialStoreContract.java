package org.epnas.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.TrialStore;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.kernel.trial.Trial;
import org.epnas.testkit.fake.ScriptedStrategy;
import org.epnas.testkit.fake.TestResource;
import org.junit.jupiter.api.Test;

/** What every trial store promises. */
public abstract class TrialStoreContract {
  private static final List<Constraint> CONSTRAINTS =
      List.of(
          new Constraint(TestResource.PARAMETERS, 1000, true),
          new Constraint(TestResource.INTENSITY, 0.125, false));

  private static final List<Kind> KINDS = List.of(Kind.values());

  /** An empty store for a search under the given constraints. */
  protected abstract TrialStore create(List<Constraint> constraints);

  @Test
  void aNewStoreIsEmpty() {
    assertThat(create(CONSTRAINTS).trials()).as("a new store is empty").isEmpty();
  }

  @Test
  void givesBackEveryTrialAsItWasInTheOrderItCame() {
    TrialStore store = create(CONSTRAINTS);
    List<Trial> trials = everyKindOfTrial();

    trials.forEach(store::append);

    assertThat(store.trials())
        .as("a store gives back every trial as it was, in the order they came")
        .isEqualTo(trials);
  }

  @Test
  void takesIdsInAnyOrder() {
    TrialStore store = create(CONSTRAINTS);

    for (int id : new int[] {1, 0, 2}) {
      store.append(everyKindOfTrial().get(id));
    }

    assertThat(store.trials())
        .as("ids may come in any order")
        .extracting(Trial::id)
        .containsExactly(1, 0, 2);
  }

  @Test
  void aListThatWasReadDoesNotChange() {
    TrialStore store = create(CONSTRAINTS);
    List<Trial> trials = everyKindOfTrial();
    store.append(trials.get(0));

    List<Trial> early = store.trials();
    store.append(trials.get(1));

    assertThat(early).as("a list that was read does not change").containsExactly(trials.get(0));
    assertThat(store.trials()).as("a later list holds later trials").hasSize(2);
  }

  @Test
  void mayBeReadWhileItIsWritten() throws InterruptedException {
    TrialStore store = create(CONSTRAINTS);
    List<Trial> trials = everyKindOfTrial();
    List<Integer> sizes = new ArrayList<>();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              int size;
              do {
                size = store.trials().size();
                sizes.add(size);
              } while (size < trials.size() && !Thread.interrupted());
            });

    trials.forEach(store::append);
    reader.join(10_000);
    reader.interrupt();
    reader.join();

    assertThat(sizes)
        .as("a store may be read while it is written")
        .isSorted()
        .last()
        .isEqualTo(trials.size());
  }

  /** Trials whose ids are their positions. */
  private static List<Trial> everyKindOfTrial() {
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.add(completed(0.1 + 0.2));
    outcomes.add(completed(0));
    outcomes.add(completed(1));
    for (Reason reason : Reason.values()) {
      outcomes.add(new Outcome.Failed(reason, "first line\nwith \"quotes\", \\ and \u00e9\u4e2d"));
    }
    List<Trial> trials = new ArrayList<>();
    for (int id = 0; id < outcomes.size(); id++) {
      trials.add(trial(id, outcomes.get(id)));
    }
    return trials;
  }

  private static Trial trial(int id, Outcome outcome) {
    Architecture architecture = ScriptedStrategy.network(id);
    Cost cost = Cost.of(architecture);
    Kind kind = KINDS.get(id % KINDS.size());
    Proposal proposal =
        new Proposal(
            architecture,
            1 + id,
            id == 0 ? OptionalInt.empty() : OptionalInt.of(id - 1),
            kind,
            id / 2,
            kind == Kind.HELD_OUT ? OptionalDouble.of(1 / 3.0) : OptionalDouble.empty());
    return new Trial(
        id,
        proposal,
        architecture.canonicalForm().hash(),
        cost,
        CONSTRAINTS.stream()
            .map(limit -> new Usage(limit, limit.resource().measure(architecture, cost)))
            .toList(),
        outcome,
        outcome instanceof Outcome.Completed done ? done.accuracy() / 3 : 0,
        id / 7.0);
  }

  private static Outcome completed(double accuracy) {
    TreeMap<String, Double> metrics = new TreeMap<>();
    metrics.put(Metric.VALIDATION_ACCURACY, accuracy);
    metrics.put(Metric.TRAINING_LOSS, 1e-17);
    metrics.put("evaluator's own", -3.5e20);
    return new Outcome.Completed(metrics);
  }
}
