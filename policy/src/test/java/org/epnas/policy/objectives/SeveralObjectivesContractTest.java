package org.epnas.policy.objectives;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.trial.Objectives;
import org.epnas.policy.bo.BayesianConfig;
import org.epnas.policy.bo.BayesianSearch;
import org.epnas.policy.enas.EnasConfig;
import org.epnas.policy.enas.EnasStrategy;
import org.epnas.policy.epnas.EpnasConfig;
import org.epnas.policy.epnas.EpnasStrategy;
import org.epnas.policy.evolution.EvolutionConfig;
import org.epnas.policy.evolution.RegularisedEvolution;
import org.epnas.policy.localsearch.LocalSearch;
import org.epnas.policy.nasrl.NasRl;
import org.epnas.policy.nasrl.NasRlConfig;
import org.epnas.policy.nsga2.Nsga2;
import org.epnas.policy.nsga2.Nsga2Config;
import org.epnas.policy.pnas.PnasConfig;
import org.epnas.policy.pnas.ProgressiveSearch;
import org.epnas.policy.random.RandomSearchConfig;
import org.epnas.policy.simulation.Simulation;
import org.epnas.testkit.fake.ChainSpace;
import org.epnas.testkit.fake.TestResource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What strategies do with several objectives. */
class SeveralObjectivesContractTest {
  @Nested
  class OfNsga2 extends SeveralObjectivesContract {
    @Override
    SearchStrategy.Factory strategy() {
      return Nsga2.factory(Nsga2Config.DEFAULT);
    }
  }

  @Nested
  class OfBayesianOptimisation extends SeveralObjectivesContract {
    @Override
    SearchStrategy.Factory strategy() {
      return BayesianSearch.factory(BayesianConfig.DEFAULT);
    }
  }

  @Nested
  class OfEpnas extends SeveralObjectivesContract {
    @Override
    SearchStrategy.Factory strategy() {
      return EpnasStrategy.factory(EpnasConfig.DEFAULT);
    }
  }

  @Nested
  class OfEvolution extends SeveralObjectivesContract {
    @Override
    SearchStrategy.Factory strategy() {
      return RegularisedEvolution.factory(EvolutionConfig.DEFAULT);
    }
  }

  @Nested
  class OfFilteredEvolution extends SeveralObjectivesContract {
    @Override
    SearchStrategy.Factory strategy() {
      return RegularisedEvolution.factory(EvolutionConfig.FILTERED);
    }
  }

  @Nested
  class OfLocalSearch extends SeveralObjectivesContract {
    @Override
    SearchStrategy.Factory strategy() {
      return LocalSearch.factory(RandomSearchConfig.DEFAULT);
    }
  }

  @Test
  void whoSearchesForAccuracyAloneSaysSo() {
    assertRefuses("pnas", ProgressiveSearch.factory(PnasConfig.DEFAULT));
    assertRefuses("nas-rl", NasRl.factory(NasRlConfig.DEFAULT));
    assertRefuses("enas", EnasStrategy.factory(EnasConfig.DEFAULT));
  }

  private static void assertRefuses(String name, SearchStrategy.Factory factory) {
    assertThatThrownBy(() ->
            factory.create(
                Simulation.context(new ChainSpace(), 1)
                    .withObjectives(new Objectives(List.of(TestResource.PARAMETERS)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Strategy (%s) searches for accuracy alone and cannot have the objectives [accuracy, parameters]. Maybe use nsga2, bo, epnas or evolution."
                .formatted(name));
  }
}
