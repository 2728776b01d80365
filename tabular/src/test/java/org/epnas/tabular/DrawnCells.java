package org.epnas.tabular;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.searchspaces.nasbench201.Cell;
import org.epnas.searchspaces.nasbench201.Nasbench201Space;

/** Proposes cells at random, as many as there are workers, and trains all of one length. */
record DrawnCells(StrategyContext context, int epochs, RandomStream random)
    implements SearchStrategy {
  static SearchStrategy.Factory of(int epochs) {
    return context ->
        new DrawnCells(context, epochs, RandomStream.of(context.seed(), Purpose.STRATEGY, 0, 0));
  }

  @Override
  public List<Proposal> propose(SearchStatus status) {
    return IntStream.range(0, status.wanted()).mapToObj(_ -> proposal()).toList();
  }

  private Proposal proposal() {
    Architecture architecture;
    do {
      Cell cell = Cell.ofCode(random.nextInt(Cell.COUNT));
      architecture =
          cell.connected()
              ? ((Nasbench201Space) context.space()).architecture(cell)
              : context.space().initial();
    } while (!context.trainable().test(architecture));
    return new Proposal(
        architecture,
        epochs,
        OptionalInt.empty(),
        Proposal.Kind.SELECTED,
        0,
        OptionalDouble.empty());
  }

  @Override
  public void observe(Trial trial) {}
}
