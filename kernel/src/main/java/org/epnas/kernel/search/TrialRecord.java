package org.epnas.kernel.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Proposal.Kind;

/** Which architectures were admitted, and for how many epochs, so that none is trained twice. */
final class TrialRecord {
  private record Entry(Candidate candidate, int epochs) {}

  /** A refusal does not depend on the epochs. */
  private static final int ANY_EPOCHS = Integer.MAX_VALUE;

  private final Map<String, List<Entry>> byHash = new HashMap<>();

  /** By trial id: the epochs behind its weights, those of the trials it continues included. */
  private final List<Integer> epochs = new ArrayList<>();

  /**
   * The candidate that answers a proposal: of the same canonical form, with at least as many
   * epochs, as few more as possible. A promotion always needs its own training, and shared weights
   * change from trial to trial: only a refusal answers for them.
   */
  Optional<Candidate> answer(Proposal proposal, String hash) {
    if (proposal.kind() == Kind.PROMOTED) {
      return Optional.empty();
    }
    int least = proposal.sharing().ownWeights() ? proposal.epochs() : ANY_EPOCHS;
    return byHash.getOrDefault(hash, List.of()).stream()
        .filter(entry -> entry.epochs >= least)
        .min(Comparator.comparingInt(Entry::epochs))
        .map(Entry::candidate);
  }

  /** Ids must come in order, from 0. */
  void add(Candidate candidate) {
    int total = candidate.proposal().epochs() + inherited(candidate.proposal());
    epochs.add(total);
    if (!candidate.proposal().sharing().ownWeights() && !candidate.refused()) {
      return;
    }
    byHash
        .computeIfAbsent(candidate.hash(), hash -> new ArrayList<>())
        .add(new Entry(candidate, candidate.refused() ? ANY_EPOCHS : total));
  }

  private int inherited(Proposal proposal) {
    boolean continues = proposal.kind() == Kind.PROMOTED && proposal.parent().isPresent();
    if (!continues) {
      return 0;
    }
    int parent = proposal.parent().getAsInt();
    if (parent < 0 || parent >= epochs.size()) {
      throw new IllegalArgumentException(
          "Promotion of trial (%s) was proposed, but only trials 0 to %s exist."
              .formatted(parent, epochs.size() - 1));
    }
    return epochs.get(parent);
  }
}
