package org.epnas.kernel.loop;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.epnas.kernel.loop.TrialState.Draft;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Proposal.Kind;

/** Which architectures were admitted, and for how many epochs, so that none is trained twice. */
final class TrialRecord {
  private record Entry(int id, int epochs) {}

  /** A refusal does not depend on the epochs. */
  private static final int ANY_EPOCHS = Integer.MAX_VALUE;

  private final Map<String, List<Entry>> byHash = new HashMap<>();

  /** By trial id: the epochs behind its weights, those of the trials it continues included. */
  private final List<Integer> epochs = new ArrayList<>();

  /**
   * Id of the trial that answers a proposal: of the same canonical form, with at least as many
   * epochs, as few more as possible. A promotion always needs its own training, and shared weights
   * change from trial to trial: only a refusal answers for them.
   */
  OptionalInt answer(Proposal proposal, String hash) {
    if (proposal.kind() == Kind.PROMOTED) {
      return OptionalInt.empty();
    }
    int least = proposal.sharing().ownWeights() ? proposal.epochs() : ANY_EPOCHS;
    return byHash.getOrDefault(hash, List.of()).stream()
        .filter(entry -> entry.epochs >= least)
        .sorted(Comparator.comparingInt(Entry::epochs))
        .mapToInt(Entry::id)
        .findFirst();
  }

  /** Ids must come in order, from 0, those of the refused included. */
  void addAdmitted(Draft draft) {
    int total = addEpochs(draft.proposal());
    if (draft.proposal().sharing().ownWeights()) {
      answers(draft, total);
    }
  }

  /** See {@link #addAdmitted}. */
  void addRefused(Draft draft) {
    addEpochs(draft.proposal());
    answers(draft, ANY_EPOCHS);
  }

  private void answers(Draft draft, int upTo) {
    byHash
        .computeIfAbsent(draft.hash(), hash -> new ArrayList<>())
        .add(new Entry(draft.id(), upTo));
  }

  private int addEpochs(Proposal proposal) {
    int total = proposal.epochs() + inherited(proposal);
    epochs.add(total);
    return total;
  }

  private int inherited(Proposal proposal) {
    boolean continues = proposal.kind() == Kind.PROMOTED && proposal.parentTrialId().isPresent();
    if (!continues) {
      return 0;
    }
    int parent = proposal.parentTrialId().getAsInt();
    if (parent < 0 || parent >= epochs.size()) {
      throw new IllegalArgumentException(
          "Promotion of trial (%s) was proposed, but only trials 0 to %s exist."
              .formatted(parent, epochs.size() - 1));
    }
    return epochs.get(parent);
  }
}
