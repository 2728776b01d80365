package org.epnas.policy.epnas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.network.PolicyNetwork;
import org.epnas.policy.predictor.History;
import org.epnas.policy.predictor.Prediction;
import org.epnas.policy.predictor.PredictorInput;
import org.epnas.policy.predictor.PredictorQuality;
import org.epnas.policy.predictor.RewardPredictor;
import org.epnas.policy.reinforce.ReinforceUpdate;
import org.epnas.policy.schedule.BudgetForecast;
import org.epnas.policy.schedule.ElitePool;
import org.epnas.policy.schedule.FinalPhase;
import org.epnas.policy.schedule.SuccessiveHalving;

/**
 * Efficient progressive search. Episode 0 trains the initial network. Every later episode adapts a
 * parent, mostly the best network so far: N policies propose M networks each, the predictor ranks
 * them, K are trained for a few epochs from the weights of the parent, and policy and predictor
 * learn from what came out. Between episodes successive halving trains survivors for longer, and
 * the last part of the budget goes to the best few. Same seed and same trials told, same proposals.
 */
public final class EpnasStrategy implements SearchStrategy {
  private final StrategyContext context;
  private final EpnasConfig config;
  private final RewardPredictor predictor;
  private final Exploration exploration;
  private final PolicyLearner learner;
  private final ElitePool elites = new ElitePool();
  private final BudgetForecast forecast = new BudgetForecast();
  private final SuccessiveHalving halving;
  private final FinalPhase finalPhase;
  private final History history = new History();
  private final Map<Integer, Episode> episodes = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<Integer> told = new HashSet<>();
  private final List<Trial> heldOut = new ArrayList<>();
  private boolean promotionsDue;
  private int episode;

  public EpnasStrategy(StrategyContext context, EpnasConfig config) {
    this.context = context;
    this.config = config;
    PolicyNetwork policy =
        new PolicyNetwork(context.space().vocabulary(), config.policy(), context.seed());
    predictor =
        new RewardPredictor(context.space().vocabulary(), config.predictor(), context.seed());
    PolicyRollout rollout =
        new PolicyRollout(context.space(), policy, config.exploration(), context.seed());
    exploration =
        new Exploration(
            context, config, new CandidateSource(context, rollout, this::worthTraining), predictor);
    learner = new PolicyLearner(config.credit(), new ReinforceUpdate(policy, config.reinforce()));
    halving = new SuccessiveHalving(config.schedule(), context.epochs(), context.fidelities());
    finalPhase = new FinalPhase(config.schedule(), context.fidelities());
  }

  /** Strategies of one configuration. */
  public static SearchStrategy.Factory factory(EpnasConfig config) {
    return context -> new EpnasStrategy(context, config);
  }

  /** How well the predictor ordered the held-out trials so far, before they were trained. */
  public PredictorQuality predictorQuality() {
    return PredictorQuality.of(heldOut);
  }

  /**
   * {@code heldOutTrials} behind the predictor's quality, and its rank correlations {@code
   * predictorSpearman} and {@code predictorKendall} as far as they are defined; nothing before the
   * first held-out trial.
   */
  @Override
  public SortedMap<String, Double> report() {
    SortedMap<String, Double> values = new TreeMap<>();
    PredictorQuality quality = predictorQuality();
    if (quality.n() > 0) {
      values.put("heldOutTrials", (double) quality.n());
    }
    quality.spearman().ifPresent(rho -> values.put("predictorSpearman", rho));
    quality.kendall().ifPresent(tau -> values.put("predictorKendall", tau));
    return values;
  }

  @Override
  public List<Proposal> propose(SearchStatus status) {
    forecast.update(status.fractionUsed());
    List<Proposal> proposals = next(status);
    episode++;
    return proposals;
  }

  private List<Proposal> next(SearchStatus status) {
    Architecture initial = context.space().initial();
    if (episode == 0 && context.trainable().test(initial)) {
      return List.of(initialProposal(initial));
    }
    if (finalPhase.begun(status)) {
      List<Proposal> last = finalPhase.propose(status, elites, forecast, episode);
      if (!last.isEmpty()) {
        return last;
      }
    }
    int count = trainedPerEpisode(status);
    List<Proposal> proposals = new ArrayList<>(promotions(status, count));
    boolean fillsSlots = !proposals.isEmpty() && proposals.size() % status.wanted() == 0;
    if (!fillsSlots) {
      proposals.addAll(explore(status, count));
    }
    return proposals.isEmpty() ? finalPhase.propose(status, elites, forecast, episode) : proposals;
  }

  /** Who earned a longer training in the last episode; never two such steps in a row. */
  private List<Proposal> promotions(SearchStatus status, int trained) {
    if (!promotionsDue || finalPhase.begun(status)) {
      return List.of();
    }
    promotionsDue = false;
    int count = Math.max(1, trained / config.schedule().halvingFactor());
    return halving.propose(elites, count, episode);
  }

  private Proposal initialProposal(Architecture initial) {
    seen.add(initial.canonicalForm().hash());
    return new Proposal(
        initial,
        context.epochs(),
        OptionalInt.empty(),
        Proposal.Kind.INITIAL,
        episode,
        OptionalDouble.empty());
  }

  /** K: whole fillings of the slots, fewer when the final phase or the end is near. */
  private int trainedPerEpisode(SearchStatus status) {
    int slots = status.wanted();
    double left = (finalPhase.begun(status) ? 1 : finalPhase.start()) - status.fractionUsed();
    int least = Math.max(config.exploration().trained(), slots);
    int wanted = Math.ceilDiv(least, slots) * slots;
    int affordable =
        elites
            .best()
            .map(best -> forecast.share(context.epochs(), best.trial().cost()))
            .filter(share -> share > 0)
            .map(share -> (int) (left / share) / slots * slots)
            .orElse(wanted);
    return Math.max(Math.max(2, slots), Math.min(wanted, affordable));
  }

  private boolean worthTraining(Architecture architecture) {
    return context.trainable().test(architecture)
        && forecast.modest(
            context.epochs(), Cost.of(architecture), config.schedule().largestTrial());
  }

  private List<Proposal> explore(SearchStatus status, int count) {
    Parent parent = exploration.parent(elites, episode);
    double progress = status.fractionUsed() / finalPhase.start();
    List<Selected> selected = exploration.select(parent, progress, episode, count, seen);
    selected.forEach(one -> seen.add(one.candidate().hash()));
    promotionsDue = true;
    if (!selected.isEmpty()) {
      episodes.put(episode, new Episode(selected));
    }
    return selected.stream().map(one -> proposal(one, parent)).toList();
  }

  private Proposal proposal(Selected selected, Parent parent) {
    return new Proposal(
        selected.candidate().architecture(),
        context.epochs(),
        context.fidelities().any() ? parent.trialId() : OptionalInt.empty(),
        selected.kind(),
        episode,
        selected.prediction().stream().mapToDouble(Prediction::mean).findFirst());
  }

  @Override
  public void observe(Trial trial) {
    if (told.add(trial.id())) {
      remember(trial);
    }
    Episode open = episodes.get(trial.proposal().episode());
    if (open != null && trial.proposal().kind() != Proposal.Kind.PROMOTED) {
      open.observe(trial);
      if (open.complete()) {
        episodes.remove(trial.proposal().episode());
        learn(open);
      }
    }
  }

  private void remember(Trial trial) {
    forecast.observe(trial);
    elites.observe(trial);
    halving.observe(trial);
    history.add(
        new PredictorInput(
            trial.architecture(),
            context.space().transformations(trial.architecture()).tokens(),
            trial.cost(),
            trial.proposal().epochs(),
            elites.lineageEpochs(trial)),
        trial);
    if (trial.proposal().kind() == Proposal.Kind.HELD_OUT) {
      heldOut.add(trial);
    }
  }

  private void learn(Episode done) {
    learner.learn(done.results());
    predictor.fit(history.observations());
  }
}
