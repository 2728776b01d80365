package org.epnas.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.epnas.compare.statistics.Step;
import org.epnas.kernel.search.SearchListener;
import org.epnas.study.session.Cancellation;

/** Every search gives 90 plus its seed in tenths; "good" one more. */
final class FakeExperiment implements Experiment {
  static final double WORST = 10;

  final List<SearchKey> ran = Collections.synchronizedList(new ArrayList<>());
  private final SequencedMap<String, String> settings = new LinkedHashMap<>();
  private final Optional<SearchKey> broken;

  FakeExperiment(String budget) {
    this(budget, Optional.empty());
  }

  FakeExperiment(String budget, Optional<SearchKey> broken) {
    this.broken = broken;
    settings.put("--budget", budget);
    settings.put("--workers", "1");
  }

  @Override
  public Measure measure() {
    return new Measure(Accuracy.TEST, Accuracy.TEST, "Search time", false, "Of a fake.", WORST);
  }

  @Override
  public SequencedMap<String, String> settings() {
    return settings;
  }

  @Override
  public Optional<SearchOutcome> run(
      SearchKey key, SearchListener listener, Cancellation cancellation) {
    if (broken.equals(Optional.of(key))) {
      throw new IllegalStateException("broken");
    }
    ran.add(key);
    return Optional.of(outcome(key));
  }

  static SearchOutcome outcome(SearchKey key) {
    double accuracy = 90 + key.seed() / 10.0 + (key.strategy().equals("good") ? 1 : 0);
    return new SearchOutcome(
        key.strategy(),
        key.seed(),
        OptionalDouble.of(accuracy),
        true,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        10,
        9,
        100,
        80,
        0.8,
        OptionalDouble.of(accuracy - 5),
        Optional.empty(),
        List.of(new Step(5, accuracy - 2), new Step(50, accuracy)),
        OptionalDouble.empty(),
        List.of());
  }
}
