package org.epnas.policy.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.epnas.kernel.architecture.Operation;
import org.epnas.policy.predictor.NetworkGraph.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathLengthsTest {
  @Test
  void aChainHasOnePath() {
    NetworkGraph graph = NetworkGraph.of(Networks.chain("a", List.of(0, 1, 2)));

    // stem, 3x3, pooling, 5x5, global pooling, logits
    assertThat(PathLengths.of(graph, _ -> true)).isEqualTo(new PathLengths(7, 7, 7, 0));
    assertThat(PathLengths.of(graph, node -> node.part() == Part.WEIGHTED))
        .isEqualTo(new PathLengths(4, 4, 4, 0));
  }

  /** 2^1000 paths are more than a double can count. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void pathsMultiplyAndTheirLengthsAdd(int blocks) {
    NetworkGraph graph = NetworkGraph.of(Networks.residual(blocks, new Operation.Identity()));

    PathLengths lengths = PathLengths.of(graph, node -> node.part() == Part.WEIGHTED);

    assertThat(lengths.shortest()).isEqualTo(2);
    assertThat(lengths.longest()).isEqualTo(2 + 2 * blocks);
    assertThat(lengths.mean()).isCloseTo(2 + blocks, within(1e-9));
    assertThat(lengths.logPaths()).isCloseTo(blocks * Math.log(2), within(1e-9));
  }
}
