package org.epnas.policy.epnas;

import java.util.List;
import java.util.SortedMap;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.bo.BayesianSearch;
import org.epnas.policy.bo.CandidateSource;
import org.epnas.policy.bo.UniformWalks;
import org.epnas.policy.network.PolicyNetwork;
import org.epnas.policy.reinforce.ReinforceUpdate;
import org.epnas.policy.schedule.Explorer;
import org.epnas.policy.schedule.Screening;
import org.epnas.policy.schedule.TwoPhaseStrategy;

/**
 * Efficient progressive search (ADR 31): the initial network and walks from it are trained first;
 * from then on policies adapt the best networks so far, a predictor of the accuracy ranks what they
 * propose together with the neighbours of the best candidates, and policy and predictor learn from
 * every training. Same seed and same trials told, same proposals.
 */
public final class EpnasStrategy implements SearchStrategy {
  private final SearchStrategy schedule;

  public EpnasStrategy(StrategyContext context, EpnasConfig config) {
    schedule =
        new TwoPhaseStrategy(
            context, config.schedule(), (given, screening) -> explorer(given, config, screening));
  }

  private static Explorer explorer(
      StrategyContext context, EpnasConfig config, Screening screening) {
    return BayesianSearch.explorer(context, config.bayesian(), screening, source(context, config));
  }

  private static CandidateSource source(StrategyContext context, EpnasConfig config) {
    int longest = config.exploration().transformations();
    return switch (config.proposals()) {
      case UNIFORM -> new UniformWalks(context, longest);
      case POLICY -> {
        PolicyNetwork policy =
            new PolicyNetwork(context.space().vocabulary(), config.policy(), context.seed());
        yield new PolicySource(
            context,
            config.credit(),
            new PolicyRollout(context.space(), policy, longest, context.seed()),
            new PolicyLearner(
                config.credit(),
                config.reinforce(),
                config.exploration().heldOutShare(),
                new ReinforceUpdate(policy, config.reinforce())));
      }
    };
  }

  /** Strategies of one configuration. */
  public static SearchStrategy.Factory factory(EpnasConfig config) {
    return context -> new EpnasStrategy(context, config);
  }

  @Override
  public List<Proposal> propose(SearchStatus status) {
    return schedule.propose(status);
  }

  @Override
  public void observe(Trial trial) {
    schedule.observe(trial);
  }

  /** See {@link BayesianSearch#report}. */
  @Override
  public SortedMap<String, Double> report() {
    return schedule.report();
  }
}
