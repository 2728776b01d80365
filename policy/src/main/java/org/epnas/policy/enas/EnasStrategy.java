package org.epnas.policy.enas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Sharing;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.schedule.BudgetForecast;
import org.epnas.policy.schedule.ElitePool;
import org.epnas.policy.schedule.FinalPhase;

/**
 * ENAS (Pham et al. 2018): one super-network whose weights all children share, and a controller
 * that samples children from it. First the two learn in turns: sampled children train the shared
 * weights for a slice of an epoch each, then others are evaluated with them and the controller is
 * updated once. Then architectures are derived: of several sampled children the best with the
 * shared weights, on all validation images, are trained as networks of their own, starting from a
 * copy. The last part of the budget trains the best of those longer, as in every strategy.
 *
 * <p>The paper samples a child per minibatch; here a child trains several, because compiling it
 * takes as long as many of them. The paper trains what it derives from scratch and to the end,
 * which is for {@code epnas train} to do.
 *
 * <p>Children that train at the same time carry one episode number, so that the evaluator gives all
 * of them the same shared weights. Trials with shared weights are never the best of a search.
 */
public final class EnasStrategy implements SearchStrategy {
  private final StrategyContext context;
  private final EnasConfig config;
  private final Controller controller;
  private final FinalPhase finalPhase;
  private final ElitePool elites = new ElitePool();

  /** Of trainings of derived architectures alone: shared trials say nothing about their price. */
  private final BudgetForecast forecast = new BudgetForecast();

  private final SharedUse shared = new SharedUse();
  private final Set<String> derived = new HashSet<>();
  private final Set<Integer> told = new HashSet<>();
  private final List<SharedRound> lessons = new ArrayList<>();
  private Optional<SharedRound> candidates = Optional.empty();
  private OptionalDouble derivationStart = OptionalDouble.empty();
  private int slices;
  private int episode;

  /**
   * @throws IllegalArgumentException if the evaluator has fixed trial lengths: that is a table
   */
  public EnasStrategy(StrategyContext context, EnasConfig config) {
    if (!context.fidelities().any()) {
      throw new IllegalArgumentException(
          "Strategy (enas) trains one super-network whose weights all children share, but a table of finished trainings %s has no shared weights. Maybe search a trained space, or leave enas out."
              .formatted(context.fidelities().fixed()));
    }
    this.context = context;
    this.config = config;
    controller = new Controller(context, config);
    finalPhase = new FinalPhase(config.schedule());
  }

  /** Strategies of one configuration. */
  public static SearchStrategy.Factory factory(EnasConfig config) {
    return context -> new EnasStrategy(context.forAccuracyAlone("enas"), config);
  }

  @Override
  public List<Proposal> propose(SearchStatus status) {
    derivationStart.ifPresent(start -> forecast.update(since(start, status)));
    List<Proposal> proposals = next(status);
    episode++;
    return proposals;
  }

  private static SearchStatus since(double start, SearchStatus status) {
    return new SearchStatus(status.fractionUsed() - start, status.wanted(), status.budgetSeconds());
  }

  private List<Proposal> next(SearchStatus status) {
    if (status.fractionUsed() < config.sharingShare() && candidates.isEmpty()) {
      return share(status);
    }
    if (finalPhase.begun(status) && !elites.isEmpty() && !finalPhase.waiting()) {
      List<Proposal> last = finalPhase.propose(status, elites, forecast, episode);
      if (!last.isEmpty()) {
        return last;
      }
    }
    List<Proposal> proposals = derive(status);
    // While candidates are still being evaluated, free slots may as well train.
    return proposals.isEmpty() ? train(1) : proposals;
  }

  /** Trains the shared weights and evaluates for the controller in turns. */
  private List<Proposal> share(SearchStatus status) {
    if (slices < config.slices()) {
      slices += status.wanted();
      return train(status.wanted());
    }
    slices = 0;
    SharedRound round = new SharedRound();
    lessons.add(round);
    return evaluate(round, config.samples(), config.imageShare());
  }

  private List<Proposal> train(int count) {
    Sharing slice = new Sharing.Train(config.epochShare());
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      controller.sample().map(child -> shared(child, slice)).ifPresent(proposals::add);
    }
    return proposals;
  }

  private List<Proposal> evaluate(SharedRound round, int count, double imageShare) {
    Sharing evaluation = new Sharing.Evaluate(imageShare);
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<Child> sampled = controller.sample();
      if (sampled.isPresent()) {
        Proposal proposal = shared(sampled.get(), evaluation);
        round.add(proposal, sampled.get());
        proposals.add(proposal);
      }
    }
    return proposals;
  }

  /** Evaluates candidates, and once they all are, trains the best of them. */
  private List<Proposal> derive(SearchStatus status) {
    double left = (finalPhase.begun(status) ? 1 : finalPhase.start()) - status.fractionUsed();
    if (candidates.isEmpty()) {
      SharedRound round = new SharedRound();
      candidates = Optional.of(round);
      int count = Math.clamp(shared.affordableTrials(left / 2, status), 1, config.candidates());
      return evaluate(round, count, 1);
    }
    SharedRound round = candidates.get();
    if (!round.complete()) {
      return List.of();
    }
    candidates = Optional.empty();
    int slots = status.wanted();
    int most = Math.ceilDiv(config.derived(), slots) * slots;
    int count = Math.clamp(shared.affordableTrainings(left, context.epochs(), status), 1, most);
    if (derivationStart.isEmpty()) {
      derivationStart = OptionalDouble.of(status.fractionUsed());
    }
    return round.ranked().stream()
        .filter(trial -> derived.add(trial.hash()))
        .limit(count)
        .map(trial -> proposal(trial.architecture(), context.epochs(), Sharing.START))
        .toList();
  }

  private Proposal shared(Child child, Sharing sharing) {
    return proposal(child.architecture(), 1, sharing);
  }

  private Proposal proposal(Architecture architecture, int epochs, Sharing sharing) {
    return new Proposal(
        architecture,
        epochs,
        OptionalInt.empty(),
        Proposal.Kind.SELECTED,
        episode,
        OptionalDouble.empty(),
        sharing);
  }

  @Override
  public void observe(Trial trial) {
    finalPhase.observe(trial);
    candidates.ifPresent(round -> round.observe(trial));
    lessons.forEach(round -> round.observe(trial));
    lessons.stream()
        .filter(SharedRound::complete)
        .map(SharedRound::lessons)
        .forEach(controller::learn);
    lessons.removeIf(SharedRound::complete);
    if (told.add(trial.id())) {
      if (trial.proposal().sharing().ownWeights()) {
        forecast.observe(trial);
        elites.observe(trial);
      } else {
        shared.observe(trial);
      }
    }
  }
}
