package org.epnas.searchspaces.layerwise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.search.Token;
import org.junit.jupiter.api.Test;

class FeatureTest {
  @Test
  void describesEachLayer() {
    Architecture network =
        Nets.of(
            Layer.of("stem", Nets.conv(32, 2, Activation.RELU), "input"),
            Layer.of("inverted1", new Operation.InvertedResidual(48, 5, 1, 6), "stem"),
            Layer.of("avgpool2", new Operation.AveragePooling(3, 1), "stem"),
            Layer.of("concat3", new Operation.Concat(), "avgpool2", "inverted1"),
            Nets.pool("concat3"),
            Nets.classifier());

    List<List<Integer>> tokens =
        Feature.tokens(new Graph(network)).stream().map(Token::values).toList();

    // Type, kernel, stride, expansion, channels, side, first source, second source. Channels: 1 + 4
    // log2(c / 16) is 5 for 32, 7.34 for 48, 10.3 for 80, 0 for 10. Sides: 16 = 2^4, 1 = 2^0.
    assertThat(tokens)
        .containsExactly(
            List.of(0, 2, 2, 0, 5, 4, 1, 0),
            List.of(4, 3, 1, 6, 7, 4, 1, 0),
            List.of(6, 2, 1, 0, 5, 4, 2, 0),
            List.of(9, 0, 0, 0, 10, 4, 1, 2),
            List.of(10, 0, 0, 0, 10, 0, 1, 0),
            List.of(12, 0, 0, 0, 0, 0, 1, 0));
  }
}
