package org.epnas.compare.predictor;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/** Proposes given architectures in their order, so that what is paid for is known beforehand. */
final class FixedList implements SearchStrategy {
  private final List<Architecture> architectures;
  private final int epochs;
  private int next;

  FixedList(List<Architecture> architectures, int epochs) {
    this.architectures = List.copyOf(architectures);
    this.epochs = epochs;
  }

  @Override
  public List<Proposal> propose(SearchStatus status) {
    int end = Math.min(architectures.size(), next + status.wanted());
    List<Proposal> proposals =
        architectures.subList(next, end).stream().map(this::proposal).toList();
    next = end;
    return proposals;
  }

  private Proposal proposal(Architecture architecture) {
    return new Proposal(
        architecture,
        epochs,
        OptionalInt.empty(),
        Proposal.Kind.SELECTED,
        0,
        OptionalDouble.empty());
  }

  @Override
  public void observe(Trial trial) {
    // The order is fixed.
  }
}
