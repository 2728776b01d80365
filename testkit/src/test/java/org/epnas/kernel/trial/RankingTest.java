package org.epnas.kernel.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.testkit.fake.TestTrials.failed;
import static org.epnas.testkit.fake.TestTrials.trial;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;
import org.epnas.testkit.fake.TestResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RankingTest {
  private static final List<Resource> PARAMETERS = List.of(TestResource.PARAMETERS);

  @Test
  void nothingIsBestOfNothingFeasible() {
    List<Trial> trials = List.of(trial(0, 0.9, 1001), failed(1, Outcome.Reason.DIVERGED));

    assertThat(Ranking.best(trials)).isEmpty();
    assertThat(Ranking.top(trials, 5)).isEmpty();
    assertThat(Ranking.paretoFront(trials, PARAMETERS)).isEmpty();
  }

  @Test
  void bestIsTheMostAccurateFeasibleTrial() {
    Trial infeasible = trial(0, 0.99, 1001);
    Trial good = trial(1, 0.8, 1000);
    Trial better = trial(2, 0.9, 10);

    assertThat(Ranking.best(List.of(infeasible, good, better))).contains(better);
    assertThat(Ranking.top(List.of(infeasible, good, better), 5)).containsExactly(better, good);
    assertThat(Ranking.top(List.of(infeasible, good, better), 1)).containsExactly(better);
    assertThat(Ranking.top(List.of(infeasible, good, better), 0)).isEmpty();
  }

  @Test
  void tiesGoToTheRewardThenTheSizeThenTheId() {
    Trial first = trial(7, "a", 0.9, 0.9, new Cost(100, 10, 10));
    Trial smaller = trial(6, "b", 0.9, 0.8, new Cost(50, 10, 10));
    Trial earlier = trial(4, "c", 0.9, 0.8, new Cost(60, 10, 10));
    Trial later = trial(5, "d", 0.9, 0.8, new Cost(60, 10, 10));
    Trial noReward = trial(3, "e", 0.9, Double.NaN, new Cost(1, 10, 10));
    List<Trial> trials = new ArrayList<>(List.of(later, noReward, smaller, first, earlier));

    for (int seed = 0; seed < 10; seed++) {
      Collections.shuffle(trials, new Random(seed));
      assertThat(Ranking.top(trials, 9)).containsExactly(first, smaller, earlier, later, noReward);
    }
  }

  @Test
  void anArchitectureAppearsOnceWithItsBestTrial() {
    Trial shortTraining = trial(0, "same", 0.8, 0.8, new Cost(10, 10, 10));
    Trial promoted = trial(1, "same", 0.9, 0.9, new Cost(10, 10, 10));
    Trial other = trial(2, "other", 0.85, 0.85, new Cost(10, 10, 10));

    assertThat(Ranking.top(List.of(shortTraining, promoted, other), 5))
        .containsExactly(promoted, other);
  }

  @Test
  void frontHoldsWhatNothingDominates() {
    Trial best = trial(0, 0.9, 500);
    Trial dominated = trial(1, 0.85, 600);
    Trial small = trial(2, 0.7, 100);
    Trial sameSizeButWorse = trial(3, 0.6, 100);
    Trial middle = trial(4, 0.8, 300);
    Trial equalToMiddle = trial(5, 0.8, 300);
    Trial infeasible = trial(6, 0.95, 2000);

    assertThat(
            Ranking.paretoFront(
                List.of(
                    sameSizeButWorse, small, dominated, equalToMiddle, middle, best, infeasible),
                PARAMETERS))
        .containsExactly(best, middle, equalToMiddle, small);
  }

  @Test
  void frontWithoutResourcesIsTheHighestAccuracy() {
    Trial best = trial(0, 0.9, 500);
    Trial asGood = trial(1, 0.9, 400);

    assertThat(Ranking.paretoFront(List.of(best, asGood, trial(2, 0.8, 1)), List.of()))
        .containsExactly(asGood, best);
  }

  @Test
  void aResourceToExceedIsBetterWhenHigher() {
    // flops / byte: 100 / 100 = 1 and 900 / 100 = 9.
    Trial accurate = trial(0, "a", 0.9, 0.9, new Cost(10, 100, 100));
    Trial intense = trial(1, "b", 0.8, 0.8, new Cost(10, 900, 100));
    Trial neither = trial(2, "c", 0.7, 0.7, new Cost(10, 500, 100));

    assertThat(
            Ranking.paretoFront(
                List.of(neither, intense, accurate), List.of(TestResource.INTENSITY)))
        .containsExactly(accurate, intense);
  }

  @Test
  void aTrialWithoutANumberIsNotOnTheFront() {
    Resource broken =
        TestResource.of(
            "broken",
            "",
            Direction.AT_MOST,
            cost -> cost.parameters() == 13 ? Double.NaN : cost.parameters());

    assertThat(Ranking.paretoFront(List.of(trial(0, 0.9, 13), trial(1, 0.5, 14)), List.of(broken)))
        .extracting(Trial::id)
        .containsExactly(1);
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void frontIsWhatTheDefinitionSays(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Trial> trials = new ArrayList<>();
    for (int id = 0; id < 60; id++) {
      Cost cost = new Cost(random.nextInt(1, 12), random.nextInt(1, 12), 1);
      double accuracy = random.nextInt(8) / 8.0;
      trials.add(trial(id, "hash" + id, accuracy, accuracy, cost));
    }
    Collections.shuffle(trials, new Random(seed));
    List<Resource> resources =
        List.of(TestResource.PARAMETERS, TestResource.FLOPS).subList(0, 1 + (int) (seed % 2));

    List<Trial> front = Ranking.paretoFront(trials, resources);

    assertThat(front)
        .containsExactlyElementsOf(
            trials.stream()
                .filter(
                    trial -> trials.stream().noneMatch(other -> dominates(other, trial, resources)))
                .sorted(Ranking.BEST_FIRST)
                .toList());
  }

  private static boolean dominates(Trial a, Trial b, List<Resource> resources) {
    double accuracy = a.completed().orElseThrow().accuracy();
    double otherAccuracy = b.completed().orElseThrow().accuracy();
    boolean noWorse = accuracy >= otherAccuracy;
    boolean better = accuracy > otherAccuracy;
    for (Resource resource : resources) {
      double used = resource.measure(a.architecture(), a.cost());
      double otherUsed = resource.measure(b.architecture(), b.cost());
      noWorse &= used <= otherUsed;
      better |= used < otherUsed;
    }
    return noWorse && better;
  }
}
