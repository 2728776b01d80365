package org.epnas.searchspaces.layerwise;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.Vocabulary;

/** What the policy sees of a layer, in the order of {@link Vocabulary#features()}. */
enum Feature {
  TYPE(13) {
    @Override
    int value(Graph graph, int index) {
      return switch (graph.operation(index)) {
        case Operation.Convolution c -> c.dilation() == 1 ? 0 : 1;
        case Operation.Projection _ -> 0;
        case Operation.SeparableConvolution _ -> 2;
        case Operation.DepthwiseConvolution _ -> 3;
        case Operation.InvertedResidual _ -> 4;
        case Operation.MaxPooling _ -> 5;
        case Operation.AveragePooling _ -> 6;
        // What follows a pooling tells nothing new; a kind of its own would change the vocabulary.
        case Operation.Identity _, Operation.BatchNorm _, Operation.Activate _ -> 7;
        case Operation.Add _ -> 8;
        case Operation.Concat _ -> 9;
        case Operation.GlobalPooling _ -> 10;
        case Operation.Dropout _ -> 11;
        case Operation.Dense _ -> 12;
      };
    }
  },
  /** 0 without a window, 1 for 1x1, 2 for 3x3 and so on. */
  KERNEL(6) {
    @Override
    int value(Graph graph, int index) {
      return graph.operation(index) instanceof Operation.Windowed windowed
          ? (windowed.kernel() + 1) / 2
          : 0;
    }
  },
  /** 0 without a window. */
  STRIDE(3) {
    @Override
    int value(Graph graph, int index) {
      return graph.operation(index) instanceof Operation.Windowed windowed ? windowed.stride() : 0;
    }
  },
  /** 0 but for inverted residuals. */
  EXPANSION(9) {
    @Override
    int value(Graph graph, int index) {
      return graph.operation(index) instanceof Operation.InvertedResidual block
          ? block.expansion()
          : 0;
    }
  },
  /** Output channels in quarters of an octave: 0 below 16, 1 for 16, 5 for 32, 25 for 1024. */
  CHANNELS(26) {
    @Override
    int value(Graph graph, int index) {
      double octaves = Math.log(graph.shape(index).channels() / 16.0) / Math.log(2);
      return octaves < 0 ? 0 : 1 + (int) Math.round(4 * octaves);
    }
  },
  /** Floor of the binary logarithm of the smaller side of the output map. */
  SIDE(10) {
    @Override
    int value(Graph graph, int index) {
      TensorShape shape = graph.shape(index);
      return 31 - Integer.numberOfLeadingZeros(Math.min(shape.height(), shape.width()));
    }
  },
  /** Positions back to the first input. */
  FIRST_SOURCE(24) {
    @Override
    int value(Graph graph, int index) {
      return index - graph.inputs(index)[0];
    }
  },
  /** Positions back to the second input, 0 without one. */
  SECOND_SOURCE(24) {
    @Override
    int value(Graph graph, int index) {
      int[] inputs = graph.inputs(index);
      return inputs.length > 1 ? index - inputs[1] : 0;
    }
  };

  private final int size;

  Feature(int size) {
    this.size = size;
  }

  /** The quantised value of a layer, before values beyond the last one are taken for the last. */
  abstract int value(Graph graph, int index);

  static List<Vocabulary.Category> categories() {
    return Arrays.stream(values())
        .map(feature ->
            new Vocabulary.Category(feature.name().toLowerCase(Locale.ROOT), feature.size))
        .toList();
  }

  /** One token per layer. */
  static List<Token> tokens(Graph graph) {
    return IntStream.range(0, graph.size()).mapToObj(index -> token(graph, index)).toList();
  }

  private static Token token(Graph graph, int index) {
    return new Token(
        Arrays.stream(values())
            .map(feature -> Math.min(feature.value(graph, index), feature.size - 1))
            .toList());
  }
}
