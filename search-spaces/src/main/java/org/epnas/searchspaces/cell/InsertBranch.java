package org.epnas.searchspaces.cell;

import java.util.function.Function;
import java.util.function.Predicate;
import org.epnas.searchspaces.transformation.Choices;
import org.epnas.searchspaces.transformation.Decision;

/** Appends a branch: source and operation of its left side, then of its right side. */
final class InsertBranch implements Choices {
  private final Slots slots;
  private final Function<Genotype, Decision> leaf;

  InsertBranch(Slots slots, Function<Genotype, Decision> leaf) {
    this.slots = slots;
    this.leaf = leaf;
  }

  @Override
  public boolean any() {
    return slots.genotype().branches().size() < Genotype.MAXIMUM_BRANCHES;
  }

  @Override
  public Decision decide() {
    return source(_ -> true, this::right);
  }

  private Decision right(Connection left) {
    return source(
        right -> !new Branch(slots.genotype().nextId(), left, right).pointless(),
        right -> leaf.apply(slots.genotype().plus(left, right)));
  }

  private Decision source(Predicate<Connection> valid, Function<Connection, Decision> then) {
    return Decision.point(
        slots.count(), slots::isState, state -> operation(slots.source(state), valid, then));
  }

  private static Decision operation(
      int source, Predicate<Connection> valid, Function<Connection, Decision> then) {
    CellOperation[] operations = CellOperation.values();
    return Head.OPERATION.ask(
        operation -> valid.test(new Connection(source, operations[operation])),
        operation -> then.apply(new Connection(source, operations[operation])));
  }
}
