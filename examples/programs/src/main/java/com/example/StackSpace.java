package com.example;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.Vocabulary;

/** A search space: stacks of 1 to 8 convolutions. An action inserts one or removes one. */
public record StackSpace(TensorShape input, int classes) implements SearchSpace {
  private static final List<Integer> CHANNELS = List.of(8, 16, 32);
  private static final int MOST = 8;

  @Override
  public Architecture initial() {
    return stack(List.of(convolution("conv0", 16)));
  }

  @Override
  public Vocabulary vocabulary() {
    var width = new Vocabulary.Category("width", CHANNELS.size());
    return new Vocabulary(List.of(width), List.of(new Vocabulary.Category("kind", 2), width));
  }

  @Override
  public TransformationTree transformations(Architecture architecture) {
    // All but the last two: the pooling and the classifier.
    List<Layer> layers = architecture.layers();
    return new Change(this, layers.subList(0, layers.size() - 2));
  }

  private static Layer convolution(String name, int channels) {
    return Layer.of(name, new Operation.Convolution(channels, 3, 1, 1, 1, Activation.RELU));
  }

  private Architecture stack(List<Layer> convolutions) {
    ArchitectureBuilder network = new ArchitectureBuilder(input, classes);
    String last = Architecture.INPUT;
    for (Layer layer : convolutions) {
      last = network.add(layer.name(), layer.operation(), last);
    }
    last = network.add("pool", new Operation.GlobalPooling(), last);
    network.add("logits", new Operation.Dense(classes), last);
    return network.build();
  }

  /** Chooses insert (0) or remove (1), at which convolution, and how wide the new one is. */
  private record Change(StackSpace space, List<Layer> convolutions) implements TransformationTree {
    @Override
    public List<Token> tokens() {
      return convolutions.stream()
          .map(layer -> ((Operation.Convolution) layer.operation()).channels())
          .map(channels -> new Token(List.of(CHANNELS.indexOf(channels))))
          .toList();
    }

    @Override
    public Optional<Choice> next(List<Integer> chosen) {
      int size = convolutions.size();
      return switch (chosen.size()) {
        case 0 -> Optional.of(new Choice(0, range(size < MOST ? 0 : 1, size > 1 ? 2 : 1)));
        case 1 -> Optional.of(new Choice(Choice.POINTER, range(0, size)));
        case 2 -> Optional.of(new Choice(1, range(0, 3))).filter(_ -> chosen.getFirst() == 0);
        default -> Optional.empty();
      };
    }

    private static BitSet range(int from, int to) {
      return BitSet.valueOf(new long[] {(1L << to) - (1L << from)});
    }

    @Override
    public Architecture apply(List<Integer> action) {
      List<Layer> changed = new ArrayList<>(convolutions);
      if (action.getFirst() == 1) {
        changed.remove((int) action.get(1));
      } else {
        // A layer keeps its name as long as it lives, because weights are inherited by name.
        List<String> taken = convolutions.stream().map(Layer::name).toList();
        int unused = 0;
        while (taken.contains("conv" + unused)) {
          unused++;
        }
        changed.add(action.get(1) + 1, convolution("conv" + unused, CHANNELS.get(action.get(2))));
      }
      return space.stack(changed);
    }
  }
}
