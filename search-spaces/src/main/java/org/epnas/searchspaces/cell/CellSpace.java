package org.epnas.searchspaces.cell;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.searchspaces.transformation.Action;
import org.epnas.searchspaces.transformation.Choices;
import org.epnas.searchspaces.transformation.Decision;
import org.epnas.searchspaces.transformation.DecisionTree;

/**
 * The module-by-module space: a cell of up to five branches, each of which adds two earlier states
 * after an operation on either, is stacked into a network. Transformations insert, remove and
 * rewire branches, change operations, and scale the filters and the number of cells. The reduction
 * cells between the stages are the same cell with stride 2, as in PNAS.
 *
 * <p>An architecture carries its cell in {@link Architecture#encoding()}, for example {@code
 * filters=16;cells=1;next=2;1=prev:conv3+prev:identity}, which is the initial one: a residual
 * network with one convolution per cell.
 */
public final class CellSpace implements SearchSpace {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(Feature.categories(), Head.categories());

  private static final Genotype INITIAL =
      new Genotype(
          16,
          1,
          2,
          List.of(
              new Branch(
                  1,
                  new Connection(Connection.PREVIOUS, CellOperation.CONVOLUTION_3),
                  new Connection(Connection.PREVIOUS, CellOperation.IDENTITY))));

  private final Architecture initial;

  /**
   * @param input shape of one image, any size from 1x1
   * @param classes number of classes, at least 2
   */
  public CellSpace(TensorShape input, int classes) {
    this.initial = CellNetwork.of(input, classes, INITIAL);
  }

  @Override
  public Architecture initial() {
    return initial;
  }

  @Override
  public Vocabulary vocabulary() {
    return VOCABULARY;
  }

  /**
   * @throws org.epnas.kernel.architecture.InvalidArchitectureException if the architecture's
   *     encoding is not a cell
   */
  @Override
  public TransformationTree transformations(Architecture architecture) {
    Slots slots = new Slots(GenotypeText.parse(architecture.encoding()));
    Function<Genotype, Decision> leaf =
        genotype ->
            new Action(
                () -> CellNetwork.of(architecture.input(), architecture.classes(), genotype));
    List<Choices> kinds =
        Arrays.stream(Transformation.values()).map(kind -> choices(kind, slots, leaf)).toList();
    return new DecisionTree(Feature.tokens(slots), Choices.among(Head.KIND.ordinal(), kinds));
  }

  private static Choices choices(
      Transformation transformation, Slots slots, Function<Genotype, Decision> leaf) {
    return switch (transformation) {
      case INSERT -> new InsertBranch(slots, leaf);
      case REMOVE -> new RemoveBranch(slots, leaf);
      case SCALE -> new ScaleCell(slots, leaf);
      case REWIRE -> new RewireSource(slots, leaf);
    };
  }
}
