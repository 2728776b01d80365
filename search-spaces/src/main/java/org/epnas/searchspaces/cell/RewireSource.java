package org.epnas.searchspaces.cell;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.epnas.searchspaces.transformation.Choices;
import org.epnas.searchspaces.transformation.Decision;

/** Gives one side of a branch another source, an input of the cell or an earlier branch. */
final class RewireSource implements Choices {
  private static final Side[] SIDES = Side.values();

  private final Slots slots;
  private final Function<Genotype, Decision> leaf;

  RewireSource(Slots slots, Function<Genotype, Decision> leaf) {
    this.slots = slots;
    this.leaf = leaf;
  }

  @Override
  public boolean any() {
    return IntStream.range(0, slots.count()).anyMatch(this::rewirable);
  }

  @Override
  public Decision decide() {
    return Decision.point(slots.count(), this::rewirable, this::side);
  }

  private Decision side(int branch) {
    return Head.SIDE.ask(
        side -> rewirable(branch, SIDES[side]), side -> source(branch, SIDES[side]));
  }

  private Decision source(int branch, Side side) {
    return Decision.point(
        slots.count(),
        state -> valid(branch, side, state),
        state -> leaf.apply(transformation(branch, side, state).genotype()));
  }

  private boolean rewirable(int branch) {
    return slots.isBranch(branch) && Arrays.stream(SIDES).anyMatch(side -> rewirable(branch, side));
  }

  private boolean rewirable(int branch, Side side) {
    return IntStream.range(0, branch).anyMatch(state -> valid(branch, side, state));
  }

  private boolean valid(int branch, Side side, int state) {
    return slots.isState(state) && state < branch && transformation(branch, side, state).valid();
  }

  private BranchTransformation transformation(int branch, Side side, int state) {
    Connection connection = slots.branch(branch).connection(side);
    return new BranchTransformation(
        slots, branch, side, connection.withSource(slots.source(state)));
  }
}
