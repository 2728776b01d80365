package org.epnas.searchspaces.cell;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.searchspaces.transformation.Factor;

/**
 * What distinguishes one network of the cell space from another.
 *
 * @param filters channels of the first stage, a multiple of 16 from 16 to 128; doubled at each
 *     reduction cell
 * @param cells normal cells per stage, 1 to 4
 * @param nextId id of the branch that is inserted next
 * @param branches 1 to 5, in topological order; at least one reads the previous cell
 */
record Genotype(int filters, int cells, int nextId, List<Branch> branches) {
  static final int MAXIMUM_FILTERS = 128;
  static final int MAXIMUM_CELLS = 4;
  static final int MAXIMUM_BRANCHES = 5;

  /**
   * @throws InvalidArchitectureException if a rule is broken
   */
  Genotype {
    branches = List.copyOf(branches);
    require(
        filters >= Factor.CHANNEL_MULTIPLE
            && filters <= MAXIMUM_FILTERS
            && filters % Factor.CHANNEL_MULTIPLE == 0,
        "filters (%s) must be a multiple of 16 from 16 to 128",
        filters);
    require(
        cells >= 1 && cells <= MAXIMUM_CELLS, "cells (%s) must be from 1 to 4 per stage", cells);
    require(
        !branches.isEmpty() && branches.size() <= MAXIMUM_BRANCHES,
        "number of branches (%s) must be from 1 to 5",
        branches.size());
    requireBranches(nextId, branches);
    require(
        readsPrevious(branches),
        "no branch of %s reads prev; without one the cells before the last are dead",
        branches);
  }

  private static void requireBranches(int nextId, List<Branch> branches) {
    List<Integer> known = new ArrayList<>(List.of(Connection.BEFORE_PREVIOUS, Connection.PREVIOUS));
    for (Branch branch : branches) {
      for (Side side : Side.values()) {
        int source = branch.connection(side).source();
        require(
            known.contains(source),
            "branch (%s) reads (%s), which is not an earlier branch",
            branch.id(),
            source);
      }
      require(!branch.pointless(), "branch (%s) adds a state to itself", branch.id());
      require(
          branch.id() >= 1 && branch.id() < nextId && !known.contains(branch.id()),
          "branch id (%s) must be unique and from 1 to next - 1 (%s)",
          branch.id(),
          nextId - 1);
      known.add(branch.id());
    }
  }

  private static void require(boolean condition, String problem, Object... values) {
    if (!condition) {
      throw new InvalidArchitectureException(
          "Cell encoding: "
              + problem.formatted(values)
              + ". Correct it, or start from the space's initial network.");
    }
  }

  /** Whether branches keep the rules that replacing sources or operations can break. */
  static boolean sound(List<Branch> branches) {
    return readsPrevious(branches) && branches.stream().noneMatch(Branch::pointless);
  }

  private static boolean readsPrevious(List<Branch> branches) {
    return branches.stream().anyMatch(branch -> branch.reads(Connection.PREVIOUS));
  }

  /** Branches that no other branch reads: together they are the cell's output. */
  List<Branch> loose() {
    return branches.stream()
        .filter(branch -> branches.stream().noneMatch(other -> other.reads(branch.id())))
        .toList();
  }

  Genotype withFilters(int newFilters) {
    return new Genotype(newFilters, cells, nextId, branches);
  }

  Genotype withCells(int newCells) {
    return new Genotype(filters, newCells, nextId, branches);
  }

  Genotype withBranches(List<Branch> newBranches) {
    return new Genotype(filters, cells, nextId, newBranches);
  }

  /** With a new last branch. */
  Genotype plus(Connection left, Connection right) {
    List<Branch> more = new ArrayList<>(branches);
    more.add(new Branch(nextId, left, right));
    return new Genotype(filters, cells, nextId + 1, more);
  }
}
