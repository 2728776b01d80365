package org.epnas.policy.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.policy.simulation.TrialBuilder.trial;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.choice.FinalChoice.Chosen;
import org.epnas.policy.choice.FinalChoice.Rule;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.Test;

class FinalChoiceTest {
  private final ChainSpace space = new ChainSpace();
  private final FinalChoice choice = new FinalChoice(space);

  /**
   * Accuracy grows with the depth up to 4 layers and is noise beyond: there the largest is chosen,
   * not the luckiest.
   */
  @Test
  void theLargestOfThoseThatNoiseAloneTellsApartIsTrainedMuchLonger() {
    RandomStream random = RandomStream.of(3, Purpose.EVIDENCE, 0, 0);
    List<Trial> trials = new ArrayList<>();
    for (int depth = 1; depth <= 6; depth++) {
      for (int i = 0; i < 8; i++) {
        double accuracy =
            0.5 + 0.1 * Math.min(4, depth) + 0.01 * random.nextGaussian() + (i == 0 ? 0.001 : 0);
        trials.add(
            trial(trials.size(), accuracy)
                .of(chain(depth, random))
                .hash("network " + trials.size())
                .flops(1000L * depth + i)
                .build());
      }
    }
    Trial luckiest = choice.of(trials, 8).orElseThrow().trial();
    Trial largest = choice.of(trials, 9).orElseThrow().trial();
    assertThat(FinalChoice.muchLongerThan(trials)).hasValue(9);
    assertThat(choice.of(trials, 8).orElseThrow().rule()).isEqualTo(Rule.HIGHEST_ACCURACY);
    assertThat(choice.of(trials, 9).orElseThrow().rule()).isEqualTo(Rule.LARGEST_WITHIN_NOISE);

    assertThat(luckiest.reward())
        .isEqualTo(trials.stream().mapToDouble(Trial::reward).max().orElseThrow());
    assertThat(largest.cost().flops()).isGreaterThanOrEqualTo(luckiest.cost().flops());
    assertThat(largest.cost().flops()).isGreaterThan(5000);
  }

  /** A shallow one is never within the noise, however large. */
  @Test
  void neverWhatIsWorseThanNoiseExplains() {
    List<Trial> trials = new ArrayList<>();
    RandomStream random = RandomStream.of(4, Purpose.EVIDENCE, 0, 0);
    for (int depth = 1; depth <= 6; depth++) {
      for (int i = 0; i < 6; i++) {
        trials.add(
            trial(trials.size(), 0.3 + 0.1 * depth + 0.002 * random.nextGaussian())
                .of(chain(depth, random))
                .flops(10_000L - 1000L * depth + i)
                .build());
      }
    }

    Trial chosen = choice.of(trials, 200).orElseThrow().trial();

    assertThat(space.transformations(chosen.architecture()).tokens()).hasSize(6);
  }

  @Test
  void theHighestMeanWhereTheBestWereTrainedTwice() {
    List<Trial> trials =
        List.of(
            trial(0, 0.90).hash("lucky").build(),
            trial(1, 0.86).hash("steady").build(),
            trial(2, 0.80).hash("lucky").build(),
            trial(3, 0.88).hash("steady").build(),
            trial(4, 0.89).hash("never repeated").build());

    Chosen chosen = choice.of(trials, 1).orElseThrow();
    assertThat(chosen.trial().hash()).isEqualTo("steady");
    assertThat(chosen.rule()).isEqualTo(Rule.HIGHEST_MEAN);
  }

  @Test
  void onlyFeasibleNetworksCanBeChosen() {
    assertThat(choice.of(List.of(trial(0, 0.9).infeasible().build()), 200)).isEmpty();
    List<Trial> trials = List.of(trial(0, 0.9).infeasible().build(), trial(1, 0.5).build());
    assertThat(choice.of(trials, 200).orElseThrow().trial().id()).isEqualTo(1);
    assertThat(choice.of(trials, 1).orElseThrow().trial().id()).isEqualTo(1);
  }

  private Architecture chain(int depth, RandomStream random) {
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      tokens.add(new Token(List.of(random.nextInt(3), random.nextInt(2))));
    }
    return space.chain(tokens);
  }
}
