package org.epnas.policy.localsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.random.RandomSearchConfig;
import org.epnas.policy.simulation.Simulation;
import org.epnas.policy.simulation.SlotSpace;
import org.epnas.policy.simulation.SyntheticTask;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.Test;

class LocalSearchTest {
  private final SlotSpace space = new SlotSpace();

  @Test
  void goesOnFromTheFirstBetterNeighbourAndBeginsAnewAtTheTop() {
    List<Trial> trials = Simulation.run(search(), new SyntheticTask(new ChainSpace()), 95);

    assertThat(trials).extracting(Trial::hash).doesNotHaveDuplicates();
    Trial present = trials.getFirst();
    int beginnings = 1;
    for (Trial trial : trials.subList(1, trials.size())) {
      if (trial.proposal().parentTrialId().isEmpty()) {
        beginnings++;
        present = trial;
      } else {
        assertThat(trial.proposal().parentTrialId()).hasValue(present.id());
        assertThat(differences(trial.architecture(), present.architecture())).isOne();
        present = trial.reward() > present.reward() ? trial : present;
      }
    }
    // 30 neighbours each; the top is reached before they are used up.
    assertThat(beginnings).isBetween(2, 5);
  }

  private SearchStrategy search() {
    return LocalSearch.factory(RandomSearchConfig.DEFAULT)
        .create(new StrategyContext(space, 3, 1, architecture -> true, Fidelities.of(1)));
  }

  private long differences(Architecture one, Architecture other) {
    List<Token> first = space.transformations(one).tokens();
    List<Token> second = space.transformations(other).tokens();
    long count = 0;
    for (int i = 0; i < first.size(); i++) {
      count += first.get(i).equals(second.get(i)) ? 0 : 1;
    }
    return count;
  }
}
