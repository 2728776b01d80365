package org.epnas.searchspaces.transnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.testkit.SearchSpaceContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransnasMacroSpaceTest extends SearchSpaceContract {
  private final TransnasMacroSpace space = new TransnasMacroSpace(new TensorShape(3, 32, 32), 10);

  @Override
  protected SearchSpace.Factory factory() {
    return TransnasMacroSpace::new;
  }

  /** The paper counts 3,256. */
  @Test
  void everySkeletonCanBeGeneratedOnce() {
    Set<String> keys = new HashSet<>();
    int paths = collect(space.generation(), List.of(), keys);

    assertThat(paths).isEqualTo(3256);
    assertThat(keys).hasSize(3256);
  }

  private int collect(TransformationTree tree, List<Integer> chosen, Set<String> keys) {
    Optional<Choice> next = tree.next(chosen);
    if (next.isEmpty()) {
      keys.add(space.key(tree.apply(chosen).encoding()));
      return 1;
    }
    return next.get().valid().stream()
        .map(value -> {
          List<Integer> longer = new ArrayList<>(chosen);
          longer.add(value);
          return collect(tree, longer, keys);
        })
        .sum();
  }

  /**
   * 1 doubles nothing: two blocks of 2 * (9 * 64^2 + 128). 4 doubles and halves: 9 * 64 * 128 + 256
   * for the first convolution, 64 * 128 + 256 for the shortcut.
   */
  @Test
  void parametersByHand() {
    long stem = 27 * 32 + 64 + 9 * 32 * 64 + 128;
    long normal = 4 * (9 * 64 * 64 + 128);
    long doubling = (9 * 64 * 128 + 256) + (64 * 128 + 256) + 3 * (9 * 128 * 128 + 256);
    long wide = 4 * (9 * 128 * 128 + 256);

    Architecture network = space.network("64-1411-basic").orElseThrow();
    assertThat(Cost.of(network).parameters())
        .isEqualTo(stem + normal + doubling + 2 * wide + 128 * 10 + 10);
    // 32 x 32, not halved by the stem, once by the second module.
    assertThat(network.shapes().get("module4.block1")).isEqualTo(new TensorShape(128, 16, 16));
  }

  @Test
  void skeletonsOutsideTheSpaceHaveNoNetwork() {
    assertThat(space.network("1111")).as("nothing doubles").isEmpty();
    assertThat(space.network("444411")).as("four doublings").isEmpty();
    assertThat(space.network("333324")).as("five halvings").isEmpty();
    assertThat(space.network("333342")).as("five halvings").isEmpty();
    assertThat(space.network("144433")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"41415x", "5141", "64-414-basic"})
  void refusesWhatIsNoSkeleton(String text) {
    assertThatThrownBy(() -> space.key(text)).isInstanceOf(InvalidArchitectureException.class);
  }
}
