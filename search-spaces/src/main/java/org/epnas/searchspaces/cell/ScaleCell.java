package org.epnas.searchspaces.cell;

import java.util.OptionalInt;
import java.util.function.Function;
import org.epnas.searchspaces.transformation.Choices;
import org.epnas.searchspaces.transformation.Decision;
import org.epnas.searchspaces.transformation.Factor;

/**
 * Changes a size: the filters by a factor, the number of cells, or the operation (and so the
 * kernel) on one side of a branch.
 */
final class ScaleCell implements Choices {
  private static final Side[] SIDES = Side.values();
  private static final CellOperation[] OPERATIONS = CellOperation.values();
  private static final Factor[] FACTORS = Factor.values();

  private final Slots slots;
  private final Function<Genotype, Decision> leaf;

  ScaleCell(Slots slots, Function<Genotype, Decision> leaf) {
    this.slots = slots;
    this.leaf = leaf;
  }

  @Override
  public boolean any() {
    return true;
  }

  @Override
  public Decision decide() {
    return Decision.point(
        slots.count(), token -> !slots.isState(token) || slots.isBranch(token), this::size);
  }

  private Decision size(int token) {
    return switch (token) {
      case Slots.FILTERS -> filters();
      case Slots.CELLS -> cells();
      default -> Head.SIDE.ask(_ -> true, side -> operation(token, SIDES[side]));
    };
  }

  private Decision filters() {
    return Head.FACTOR.ask(
        factor -> scaledFilters(factor).isPresent(),
        factor -> leaf.apply(slots.genotype().withFilters(scaledFilters(factor).orElseThrow())));
  }

  private OptionalInt scaledFilters(int factor) {
    return FACTORS[factor].scaleChannels(slots.genotype().filters(), Genotype.MAXIMUM_FILTERS);
  }

  private Decision cells() {
    return Head.CELLS.ask(
        cells -> cells + 1 != slots.genotype().cells(),
        cells -> leaf.apply(slots.genotype().withCells(cells + 1)));
  }

  private Decision operation(int branch, Side side) {
    return Head.OPERATION.ask(
        operation -> transformation(branch, side, operation).valid(),
        operation -> leaf.apply(transformation(branch, side, operation).genotype()));
  }

  private BranchTransformation transformation(int branch, Side side, int operation) {
    Connection connection = slots.branch(branch).connection(side);
    return new BranchTransformation(
        slots, branch, side, connection.withOperation(OPERATIONS[operation]));
  }
}
