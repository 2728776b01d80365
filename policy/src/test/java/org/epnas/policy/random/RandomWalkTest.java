package org.epnas.policy.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.Token;
import org.epnas.testkit.fake.ChainSpace;
import org.junit.jupiter.api.Test;

class RandomWalkTest {
  private final ChainSpace space = new ChainSpace();
  private final RandomWalk walk = new RandomWalk(space);
  private final RandomStream random = RandomStream.of(3, Purpose.STRATEGY, 0, 0);

  @Test
  void choosesUniformlyAmongValidValues() {
    // From a single layer only an insertion behind it is valid: 3 channels x 2 kernels.
    Map<List<Token>, Long> counts =
        IntStream.range(0, 6000)
            .mapToObj(i -> tokens(walk.from(space.initial(), 1, random)))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(counts).hasSize(6);
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(900L, 1100L));
  }

  @Test
  void takesAsManyStepsAsAskedFor() {
    assertThat(walk.from(space.initial(), 0, random)).isEqualTo(space.initial());
    // Each step adds or removes one layer.
    for (int length = 1; length < 8; length++) {
      int layers = tokens(walk.from(space.initial(), length, random)).size();
      assertThat(layers).isBetween(1, 1 + length);
      assertThat((layers - 1 - length) % 2).isZero();
    }
  }

  private List<Token> tokens(Architecture architecture) {
    return space.transformations(architecture).tokens();
  }
}
