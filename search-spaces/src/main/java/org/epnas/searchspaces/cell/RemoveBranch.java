package org.epnas.searchspaces.cell;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.epnas.searchspaces.transformation.Choices;
import org.epnas.searchspaces.transformation.Decision;

/** Removes a branch; those that read it read its left source instead. */
final class RemoveBranch implements Choices {
  private final Slots slots;
  private final Function<Genotype, Decision> leaf;

  RemoveBranch(Slots slots, Function<Genotype, Decision> leaf) {
    this.slots = slots;
    this.leaf = leaf;
  }

  @Override
  public boolean any() {
    return IntStream.range(0, slots.count()).anyMatch(this::removable);
  }

  @Override
  public Decision decide() {
    return Decision.point(
        slots.count(),
        this::removable,
        token -> leaf.apply(slots.genotype().withBranches(without(slots.branch(token)))));
  }

  private boolean removable(int token) {
    return slots.isBranch(token) && Genotype.sound(without(slots.branch(token)));
  }

  private List<Branch> without(Branch removed) {
    return slots.genotype().branches().stream()
        .filter(branch -> !branch.equals(removed))
        .map(branch -> bypassing(branch, removed))
        .toList();
  }

  private static Branch bypassing(Branch branch, Branch removed) {
    return new Branch(
        branch.id(), bypassing(branch.left(), removed), bypassing(branch.right(), removed));
  }

  private static Connection bypassing(Connection connection, Branch removed) {
    return connection.source() == removed.id()
        ? connection.withSource(removed.left().source())
        : connection;
  }
}
