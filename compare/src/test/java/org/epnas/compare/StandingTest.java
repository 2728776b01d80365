package org.epnas.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StandingTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();

  /** 71, 72 and nothing, which counts as 50, against 70 three times. */
  @Test
  void aMarkHasFiguresAndTestsOfItsOwn() {
    List<SearchOutcome> own =
        List.of(
            outcome("own", 1, OptionalDouble.of(71)),
            outcome("own", 2, OptionalDouble.of(72)),
            outcome("own", 3, NONE));
    List<SearchOutcome> reference =
        List.of(
            outcome("reference", 1, OptionalDouble.of(70)),
            outcome("reference", 2, OptionalDouble.of(70)),
            outcome("reference", 3, OptionalDouble.of(70)));

    Standing standing = Standing.of(own, reference, 50, outcome -> outcome.at("2000s"));

    assertThat(standing.accuracy().mean().orElseThrow()).isCloseTo(193 / 3.0, within(1e-9));
    assertThat(standing.accuracy().difference().orElseThrow()).isCloseTo(-17 / 3.0, within(1e-9));
    assertThat(standing.accuracy().pairs()).isEqualTo(3);
    assertThat(standing.infeasible()).isEqualTo(1);
    assertThat(Standing.of(own, reference, 50, outcome -> outcome.at("9s")).accuracy().mean())
        .isEmpty();
  }

  @Test
  void marksAreCorrectedForTheNumberOfRivalsToo() {
    List<SearchOutcome> reference = seeds("reference", 70);
    SequencedMap<String, StrategySummary> summaries = new LinkedHashMap<>();
    for (String name : List.of("reference", "one", "two")) {
      summaries.put(
          name,
          StrategySummary.of(
              seeds(name, name.equals("reference") ? 70 : 71), reference, 50, List.of("2000s")));
    }

    Figure one = Rivals.corrected(summaries).get("one").marks().get("2000s").accuracy();

    // Six pairs, all better: 2 / 2^6 without correction, twice that for two rivals.
    assertThat(one.pValue().orElseThrow()).isCloseTo(1 / 32.0, within(1e-9));
    assertThat(one.pValueHolm().orElseThrow()).isCloseTo(1 / 16.0, within(1e-9));
  }

  private static List<SearchOutcome> seeds(String strategy, double accuracy) {
    return LongStream.rangeClosed(1, 6)
        .mapToObj(seed ->
            outcome(strategy, seed, OptionalDouble.of(accuracy + seed / 10.0 * (accuracy - 70))))
        .toList();
  }

  private static SearchOutcome outcome(String strategy, long seed, OptionalDouble atMark) {
    return new SearchOutcome(
        strategy,
        seed,
        OptionalDouble.of(90),
        true,
        NONE,
        NONE,
        10,
        9,
        100,
        80,
        0.8,
        NONE,
        Optional.empty(),
        List.of(),
        NONE,
        List.of(new Snapshot("2000s", atMark, NONE, NONE, NONE)));
  }
}
