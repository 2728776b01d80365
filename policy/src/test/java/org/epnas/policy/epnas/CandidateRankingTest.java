package org.epnas.policy.epnas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.policy.predictor.Prediction;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidateRankingTest {
  private static final int POOL = 20;

  /** Candidate i has hash "i"; its bound grows with i, its mean falls. */
  private static final List<Candidate> CANDIDATES =
      IntStream.range(0, POOL)
          .mapToObj(i -> new Candidate(new ChainSpace().initial(), "" + i, List.of()))
          .toList();

  private static final Optional<List<Prediction>> PREDICTIONS =
      Optional.of(
          IntStream.range(0, POOL)
              .mapToObj(i -> new Prediction(0.5 - 0.01 * i, 0.05 * i))
              .toList());

  @Test
  void takesTheHighestUpperConfidenceBounds() {
    List<Selected> selected = select(RankingMode.PREDICTOR, PREDICTIONS, 4, 1, 0);

    List<Integer> ranked = hashes(selected, Kind.SELECTED);
    int heldOut = hashes(selected, Kind.HELD_OUT).getFirst();
    assertThat(ranked)
        .isEqualTo(
            IntStream.iterate(POOL - 1, i -> i - 1)
                .filter(i -> i != heldOut)
                .limit(3)
                .boxed()
                .toList());
    assertThat(selected.getLast().kind()).as("best first").isEqualTo(Kind.HELD_OUT);
    assertThat(selected).allSatisfy(one -> assertThat(one.prediction()).isPresent());
  }

  @ParameterizedTest
  @CsvSource({"2,0", "2,1", "4,1", "10,3", "3,5"})
  void drawsSoManyAtRandom(int trained, int heldOut) {
    List<Selected> selected = select(RankingMode.PREDICTOR, PREDICTIONS, trained, heldOut, 0);

    assertThat(selected).hasSize(trained);
    assertThat(hashes(selected, Kind.HELD_OUT)).hasSize(Math.min(trained, heldOut));
    assertThat(selected).extracting(one -> one.candidate().hash()).doesNotHaveDuplicates();
  }

  @Test
  void heldOutTrialsComeFromTheWholePoolAlike() {
    int[] counts = new int[POOL];
    for (int episode = 0; episode < 4000; episode++) {
      List<Selected> selected = select(RankingMode.PREDICTOR, PREDICTIONS, 4, 1, episode);
      counts[hashes(selected, Kind.HELD_OUT).getFirst()]++;
    }

    // 200 expected each, standard deviation 14.
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(140, 260));
  }

  @Test
  void theAblationPicksAlikeAndCorrectsNothing() {
    int[] counts = new int[POOL];
    for (int episode = 0; episode < 4000; episode++) {
      List<Selected> selected = select(RankingMode.RANDOM, PREDICTIONS, 5, 1, episode);
      hashes(selected, Kind.SELECTED).forEach(i -> counts[i]++);
      assertThat(selected).allSatisfy(one -> assertThat(one.logRatio()).isZero());
      assertThat(selected).allSatisfy(one -> assertThat(one.prediction()).isPresent());
    }

    // 4 of 20 in 4000 episodes: 800 expected each, standard deviation 25.
    assertThat(Arrays.stream(counts).boxed())
        .allSatisfy(count -> assertThat(count).isBetween(680, 920));
  }

  @Test
  void picksByLotBeforeThePredictorIsReady() {
    List<Selected> selected = select(RankingMode.PREDICTOR, Optional.empty(), 4, 1, 0);

    assertThat(hashes(selected, Kind.HELD_OUT)).hasSize(1);
    assertThat(selected)
        .allSatisfy(one -> {
          assertThat(one.prediction()).isEmpty();
          assertThat(one.logRatio()).isZero();
        });
  }

  @Test
  void takesWhatThereIs() {
    CandidateRanking ranking =
        new CandidateRanking(RankingMode.PREDICTOR, ExplorationConfig.DEFAULT);

    assertThat(ranking.select(List.of(), Optional.empty(), 4, 1, stream(0))).isEmpty();
    assertThat(ranking.select(CANDIDATES.subList(0, 1), Optional.empty(), 4, 1, stream(0)))
        .extracting(Selected::kind)
        .containsExactly(Kind.HELD_OUT);
  }

  private static List<Selected> select(
      RankingMode mode,
      Optional<List<Prediction>> predictions,
      int count,
      int heldOut,
      int episode) {
    return new CandidateRanking(mode, ExplorationConfig.DEFAULT)
        .select(CANDIDATES, predictions, count, heldOut, stream(episode));
  }

  private static RandomStream stream(int episode) {
    return RandomStream.of(1, Purpose.EXPLORATION, episode, 0);
  }

  private static List<Integer> hashes(List<Selected> selected, Kind kind) {
    return selected.stream()
        .filter(one -> one.kind() == kind)
        .map(one -> Integer.valueOf(one.candidate().hash()))
        .toList();
  }
}
