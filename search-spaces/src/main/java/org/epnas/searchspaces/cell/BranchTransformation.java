package org.epnas.searchspaces.cell;

import java.util.List;

/**
 * Replaces one connection of a branch.
 *
 * @param branch token of the branch
 */
record BranchTransformation(Slots slots, int branch, Side side, Connection connection) {
  /** Whether it changes something and keeps the rules of a genotype. */
  boolean valid() {
    return !connection.equals(slots.branch(branch).connection(side)) && Genotype.sound(branches());
  }

  Genotype genotype() {
    return slots.genotype().withBranches(branches());
  }

  private List<Branch> branches() {
    Branch changed = slots.branch(branch);
    return slots.genotype().branches().stream()
        .map(other -> other.equals(changed) ? changed.with(side, connection) : other)
        .toList();
  }
}
