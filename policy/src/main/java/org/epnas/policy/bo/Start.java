package org.epnas.policy.bo;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.policy.bo.BayesianConfig.Beginning;
import org.epnas.policy.bo.Candidate.Origin;
import org.epnas.policy.random.RandomNetworks;
import org.epnas.policy.random.RandomSearchConfig;
import org.epnas.policy.random.RandomWalk;
import org.epnas.policy.schedule.Screening;

/** The first networks, while there is too little to predict from. */
final class Start {
  private static final int WALKS_PER_LENGTH = 16;
  private static final int LONGER = 12;

  private final StrategyContext context;
  private final BayesianConfig config;
  private final Screening screening;
  private final RandomNetworks networks;
  private final RandomWalk walk;
  private int asked;

  Start(StrategyContext context, BayesianConfig config, Screening screening) {
    this.context = context;
    this.config = config;
    this.screening = screening;
    networks = new RandomNetworks(context, RandomSearchConfig.DEFAULT, screening);
    walk = new RandomWalk(context.space());
  }

  /**
   * The space's initial network, then walks from it that grow where nothing else is within the
   * limits, and at last random networks; or these alone.
   *
   * @param trained best first, possibly none
   */
  Optional<Selected> next(List<Parent> trained) {
    if (config.beginning() == Beginning.INITIAL) {
      Architecture initial = context.space().initial();
      if (screening.claim(initial)) {
        return Optional.of(selected(initial, Parent.untrained(initial), Kind.INITIAL));
      }
      Optional<Selected> walked = walk(parent(initial, trained));
      if (walked.isPresent()) {
        return walked;
      }
    }
    return networks
        .next()
        .map(network -> selected(network, Parent.untrained(network), Kind.SELECTED));
  }

  /** The initial network with its weights, where it was trained. */
  private static Parent parent(Architecture initial, List<Parent> trained) {
    String hash = initial.canonicalForm().hash();
    return trained.stream()
        .filter(one -> one.architecture().canonicalForm().hash().equals(hash))
        .findFirst()
        .orElseGet(() -> Parent.untrained(initial));
  }

  private Optional<Selected> walk(Parent parent) {
    RandomStream random = RandomStream.of(context.seed(), Purpose.PARENT, asked++, 0);
    for (int attempt = 0; attempt < WALKS_PER_LENGTH * LONGER; attempt++) {
      int longest = config.exploration().startTransformations() + attempt / WALKS_PER_LENGTH;
      Architecture end = walk.from(parent.architecture(), 1 + random.nextInt(longest), random);
      if (screening.claim(end)) {
        return Optional.of(selected(end, parent, Kind.SELECTED));
      }
    }
    return Optional.empty();
  }

  private static Selected selected(Architecture network, Parent parent, Kind kind) {
    return new Selected(
        Candidate.of(network, parent, List.of(), Origin.START), kind, Optional.empty());
  }
}
