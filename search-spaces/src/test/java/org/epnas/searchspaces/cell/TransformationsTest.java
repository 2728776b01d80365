package org.epnas.searchspaces.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.TransformationTree;
import org.junit.jupiter.api.Test;

/** Tokens: 0 filters, 1 cells, 2 prev2, 3 prev, 4 and 5 the branches 1 and 2. */
class TransformationsTest {
  private static final String PARENT =
      "filters=32;cells=2;next=3;1=prev:conv3+prev2:identity;2=1:sep3+prev:max3";

  private static final int LEFT = Side.LEFT.ordinal();
  private static final int RIGHT = Side.RIGHT.ordinal();

  @Test
  void insertAppendsABranch() {
    String child =
        after(
            PARENT,
            Transformation.INSERT,
            5,
            CellOperation.SEPARABLE_5.ordinal(),
            2,
            CellOperation.IDENTITY.ordinal());

    assertThat(child)
        .isEqualTo(
            "filters=32;cells=2;next=4;1=prev:conv3+prev2:identity;2=1:sep3+prev:max3;3=2:sep5+prev2:identity");
  }

  @Test
  void insertDoesNotOfferToAddAStateToItself() {
    BitSet operations =
        valid(PARENT, Transformation.INSERT, 4, CellOperation.IDENTITY.ordinal(), 4);

    assertThat(operations.get(CellOperation.IDENTITY.ordinal())).isFalse();
    assertThat(operations.cardinality()).isEqualTo(7);
  }

  @Test
  void insertIsNotOfferedToAFullCell() {
    String full =
        IntStream.rangeClosed(1, 5)
            .mapToObj(id -> ";" + id + "=prev:sep3+prev:sep5")
            .reduce("filters=16;cells=1;next=6", String::concat);

    assertThat(transformations(full).next(List.of()).orElseThrow().valid().get(0)).isFalse();
  }

  @Test
  void removeBypassesABranch() {
    // Branch 2 read branch 1 and now reads the left source of that.
    assertThat(after(PARENT, Transformation.REMOVE, 4))
        .isEqualTo("filters=32;cells=2;next=3;2=prev:sep3+prev:max3");
  }

  @Test
  void removeKeepsABranchThatReadsThePreviousCell() {
    String parent = "filters=32;cells=2;next=3;1=prev:conv3+prev2:identity;2=prev2:sep3+prev2:max3";

    // Only branch 2, token 5, can go: there is nothing to choose.
    assertThat(after(parent, Transformation.REMOVE))
        .isEqualTo("filters=32;cells=2;next=3;1=prev:conv3+prev2:identity");
  }

  @Test
  void removeIsNotOfferedForTheLastBranch() {
    BitSet kinds =
        transformations("filters=16;cells=1;next=2;1=prev:sep3+prev:sep3")
            .next(List.of())
            .orElseThrow()
            .valid();

    assertThat(kinds.get(Transformation.REMOVE.ordinal())).isFalse();
  }

  @Test
  void scaleChangesFilters() {
    // 32 * 3 / 4 = 24 is rounded up to 32: no change, so the values are 1/2, 4/3 and 2.
    assertThat(valid(PARENT, Transformation.SCALE, 0).stream()).containsExactly(0, 2, 3);
    assertThat(after(PARENT, Transformation.SCALE, 0, 2)).startsWith("filters=48;cells=2;");
  }

  @Test
  void scaleChangesCells() {
    assertThat(valid(PARENT, Transformation.SCALE, 1).stream()).containsExactly(0, 2, 3);
    assertThat(after(PARENT, Transformation.SCALE, 1, 3)).startsWith("filters=32;cells=4;");
  }

  @Test
  void scaleChangesAnOperation() {
    assertThat(after(PARENT, Transformation.SCALE, 5, LEFT, CellOperation.SEPARABLE_5.ordinal()))
        .endsWith(";2=1:sep5+prev:max3");
    assertThat(
            valid(PARENT, Transformation.SCALE, 5, LEFT).get(CellOperation.SEPARABLE_3.ordinal()))
        .isFalse();
  }

  @Test
  void rewireChangesASource() {
    assertThat(valid(PARENT, Transformation.REWIRE, 5, RIGHT).stream()).containsExactly(2, 4);
    assertThat(after(PARENT, Transformation.REWIRE, 5, RIGHT, 4)).endsWith(";2=1:sep3+1:max3");
  }

  @Test
  void rewireKeepsABranchThatReadsThePreviousCell() {
    String parent = "filters=32;cells=2;next=2;1=prev:conv3+prev2:identity";

    // The left side must stay, the right one can only become prev: nothing to choose but the kind.
    assertThat(after(parent, Transformation.REWIRE))
        .isEqualTo("filters=32;cells=2;next=2;1=prev:conv3+prev:identity");
  }

  @Test
  void tokensDescribeTheCell() {
    List<List<Integer>> tokens =
        transformations(PARENT).tokens().stream().map(Token::values).toList();

    // Slot, count, left source and operation, right source and operation; sources count from
    // prev2 = 1, operations from identity = 1.
    assertThat(tokens)
        .containsExactly(
            List.of(0, 2, 0, 0, 0, 0),
            List.of(1, 2, 0, 0, 0, 0),
            List.of(2, 0, 0, 0, 0, 0),
            List.of(3, 0, 0, 0, 0, 0),
            List.of(4, 0, 2, 5, 1, 1),
            List.of(4, 0, 3, 2, 2, 7));
  }

  private static TransformationTree transformations(String genotype) {
    TensorShape image = new TensorShape(1, 8, 8);
    Architecture network = CellNetwork.of(image, 2, GenotypeText.parse(genotype));
    return new CellSpace(image, 2).transformations(network);
  }

  private static BitSet valid(String genotype, Transformation kind, int... values) {
    return transformations(genotype).next(path(kind, values)).orElseThrow().valid();
  }

  private static String after(String genotype, Transformation kind, int... values) {
    return transformations(genotype).apply(path(kind, values)).encoding();
  }

  private static List<Integer> path(Transformation kind, int... values) {
    return IntStream.concat(IntStream.of(kind.ordinal()), Arrays.stream(values)).boxed().toList();
  }
}
