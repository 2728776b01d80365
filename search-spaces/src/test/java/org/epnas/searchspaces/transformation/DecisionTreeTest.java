package org.epnas.searchspaces.transformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.Token;
import org.junit.jupiter.api.Test;

class DecisionTreeTest {
  private final List<Integer> asked = new ArrayList<>();

  /** Head 0 offers 1 and 3; then 3 tokens, of which 1 leads on at once and 3 offers 0 and 2. */
  private final DecisionTree tree =
      new DecisionTree(
          List.of(new Token(List.of(7))),
          Decision.ask(0, 5, value -> value == 1 || value == 3, this::second));

  private Decision second(int first) {
    asked.add(first);
    return Decision.point(
        3,
        token -> first == 1 ? token == 1 : token != 1,
        token -> new Action(() -> network(10 * first + token)));
  }

  @Test
  void asksForWhatIsValid() {
    Choice first = tree.next(List.of()).orElseThrow();
    assertThat(first.head()).isZero();
    assertThat(first.valid().stream()).containsExactly(1, 3);

    Choice second = tree.next(List.of(3)).orElseThrow();
    assertThat(second.pointer()).isTrue();
    assertThat(second.valid().stream()).containsExactly(0, 2);
    assertThat(tree.next(List.of(3, 2))).isEmpty();
  }

  @Test
  void takesTheOnlyValueWithoutAsking() {
    assertThat(tree.next(List.of(1))).isEmpty();
    assertThat(tree.apply(List.of(1)).classes()).isEqualTo(11);
  }

  @Test
  void appliesACompleteAction() {
    assertThat(tree.apply(List.of(3, 2)).classes()).isEqualTo(32);
  }

  @Test
  void growsOnlyWhatIsVisitedAndOnlyOnce() {
    tree.next(List.of());
    assertThat(asked).isEmpty();

    tree.next(List.of(3));
    tree.next(List.of(3, 0));
    tree.apply(List.of(3, 2));
    assertThat(asked).containsExactly(3);
  }

  @Test
  void refusesPathsThatItDoesNotOffer() {
    assertThatThrownBy(() -> tree.next(List.of(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Value (2)")
        .hasMessageContaining("{1, 3}");
    assertThatThrownBy(() -> tree.next(List.of(-1))).hasMessageContaining("Value (-1)");
    assertThatThrownBy(() -> tree.next(List.of(1, 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[1, 0] goes on after it is complete");
    assertThatThrownBy(() -> tree.apply(List.of(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[3] is incomplete")
        .hasMessageContaining("{0, 2}");
  }

  private static Architecture network(int classes) {
    ArchitectureBuilder builder = new ArchitectureBuilder(new TensorShape(1, 1, 1), classes);
    builder.add("classifier", new Operation.Dense(classes), Architecture.INPUT);
    return builder.build();
  }
}
