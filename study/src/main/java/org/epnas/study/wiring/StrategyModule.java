package org.epnas.study.wiring;

import dagger.Module;
import dagger.Provides;
import dagger.multibindings.IntoMap;
import dagger.multibindings.StringKey;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.policy.bo.BayesianConfig;
import org.epnas.policy.bo.BayesianSearch;
import org.epnas.policy.bo.RankingMode;
import org.epnas.policy.enas.EnasConfig;
import org.epnas.policy.enas.EnasStrategy;
import org.epnas.policy.epnas.EpnasConfig;
import org.epnas.policy.epnas.EpnasStrategy;
import org.epnas.policy.epnas.ProposalMode;
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
import org.epnas.policy.random.RandomSearchStrategy;

/** The strategies under the names that {@code --strategy} takes. */
@Module
public final class StrategyModule {
  private StrategyModule() {}

  /**
   * @param description one line for {@code epnas list}
   */
  public record NamedStrategy(String description, SearchStrategy.Factory factory) {}

  @Provides
  @IntoMap
  @StringKey("epnas")
  static NamedStrategy epnas() {
    return new NamedStrategy(
        "LSTM policies transform the best networks; a predictor of the accuracy ranks the candidates",
        EpnasStrategy.factory(EpnasConfig.DEFAULT));
  }

  @Provides
  @IntoMap
  @StringKey("epnas-random-ranking")
  static NamedStrategy epnasWithRandomRanking() {
    return new NamedStrategy(
        "the ablation: epnas with the predictor's ranking replaced by a shuffle",
        EpnasStrategy.factory(EpnasConfig.DEFAULT.withRanking(RankingMode.RANDOM)));
  }

  @Provides
  @IntoMap
  @StringKey("epnas-uniform-policy")
  static NamedStrategy epnasWithUniformPolicy() {
    return new NamedStrategy(
        "the ablation: epnas with the LSTM policy replaced by uniform transformations",
        EpnasStrategy.factory(EpnasConfig.DEFAULT.withProposals(ProposalMode.UNIFORM)));
  }

  @Provides
  @IntoMap
  @StringKey("bo")
  static NamedStrategy bo() {
    return new NamedStrategy(
        "Bayesian optimisation: a Gaussian process and expected improvement, no policy",
        BayesianSearch.factory(BayesianConfig.DEFAULT));
  }

  @Provides
  @IntoMap
  @StringKey("local-search")
  static NamedStrategy localSearch() {
    return new NamedStrategy(
        "train the neighbours of a network, go on from the first better one, begin anew",
        LocalSearch.factory(RandomSearchConfig.DEFAULT));
  }

  @Provides
  @IntoMap
  @StringKey("asha")
  static NamedStrategy asha() {
    return new NamedStrategy(
        "random networks, of which one in four goes on for twice as long, again and again",
        RandomSearchStrategy.factory(RandomSearchConfig.ASHA));
  }

  @Provides
  @IntoMap
  @StringKey("evolution-gp")
  static NamedStrategy filteredEvolution() {
    return new NamedStrategy(
        "evolution in which a Gaussian process chooses each child among 64 mutants",
        RegularisedEvolution.factory(EvolutionConfig.FILTERED));
  }

  @Provides
  @IntoMap
  @StringKey("random")
  static NamedStrategy random() {
    return new NamedStrategy(
        "random networks, each drawn anew: the baseline",
        RandomSearchStrategy.factory(RandomSearchConfig.DEFAULT));
  }

  @Provides
  @IntoMap
  @StringKey("evolution")
  static NamedStrategy evolution() {
    return new NamedStrategy(
        "regularised evolution (AmoebaNet): mutate a tournament's winner, the oldest dies",
        RegularisedEvolution.factory(EvolutionConfig.DEFAULT));
  }

  @Provides
  @IntoMap
  @StringKey("nsga2")
  static NamedStrategy nsga2() {
    return new NamedStrategy(
        "NSGA-II: evolution by front and crowding distance, for several objectives",
        Nsga2.factory(Nsga2Config.DEFAULT));
  }

  @Provides
  @IntoMap
  @StringKey("nas-rl")
  static NamedStrategy nasRl() {
    return new NamedStrategy(
        "an LSTM controller makes every network from nothing and learns by REINFORCE",
        NasRl.factory(NasRlConfig.DEFAULT));
  }

  @Provides
  @IntoMap
  @StringKey("pnas")
  static NamedStrategy pnas() {
    return new NamedStrategy(
        "progressive search: a surrogate ranks the one-step expansions of a beam, level by level",
        ProgressiveSearch.factory(PnasConfig.DEFAULT));
  }

  @Provides
  @IntoMap
  @StringKey("enas")
  static NamedStrategy enas() {
    return new NamedStrategy(
        "an LSTM controller samples children of one super-network whose weights they all share",
        EnasStrategy.factory(EnasConfig.DEFAULT));
  }
}
