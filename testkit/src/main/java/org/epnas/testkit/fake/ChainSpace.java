package org.epnas.testkit.fake;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.kernel.search.Vocabulary.Category;

/**
 * A tiny search space for tests: a chain of 1 to 6 convolutions of 4, 8 or 12 channels and kernel 1
 * or 3, then global pooling and the classifier. Actions are {@code insert(after, channels, kernel)}
 * and {@code remove(position)}. It holds sum(6^n, n = 1..6) = 55,986 networks.
 */
public final class ChainSpace implements SearchSpace {
  private static final int MAX_DEPTH = 6;
  private static final List<Integer> CHANNELS = List.of(4, 8, 12);
  private static final List<Integer> KERNELS = List.of(1, 3);
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of(
              new Category("channels", CHANNELS.size()), new Category("kernel", KERNELS.size())),
          List.of(
              new Category("kind", 2),
              new Category("channels", CHANNELS.size()),
              new Category("kernel", KERNELS.size())));

  private final TensorShape input;
  private final int classes;

  public ChainSpace(TensorShape input, int classes) {
    this.input = input;
    this.classes = classes;
  }

  /** For images of 1x8x8 and 2 classes. */
  public ChainSpace() {
    this(new TensorShape(1, 8, 8), 2);
  }

  @Override
  public Architecture initial() {
    return chain(List.of(new Token(List.of(0, 1))));
  }

  @Override
  public Vocabulary vocabulary() {
    return VOCABULARY;
  }

  @Override
  public TransformationTree transformations(Architecture architecture) {
    return new ChainTransformations(links(architecture));
  }

  /** The network of the given channel and kernel indices; layers are named by their position. */
  public Architecture chain(List<Token> tokens) {
    List<Link> links = new ArrayList<>();
    for (Token token : tokens) {
      links.add(new Link("conv" + links.size(), token));
    }
    return network(links);
  }

  private Architecture network(List<Link> links) {
    List<Layer> layers = new ArrayList<>();
    String previous = Architecture.INPUT;
    for (Link link : links) {
      int channels = CHANNELS.get(link.token().values().get(0));
      int kernel = KERNELS.get(link.token().values().get(1));
      layers.add(
          Layer.of(
              link.name(),
              new Operation.Convolution(channels, kernel, 1, 1, 1, Activation.RELU),
              previous));
      previous = link.name();
    }
    layers.add(Layer.of("pool", new Operation.GlobalPooling(), previous));
    layers.add(Layer.of("logits", new Operation.Dense(classes), "pool"));
    return new Architecture(input, classes, layers, "");
  }

  private static List<Link> links(Architecture architecture) {
    List<Link> links = new ArrayList<>();
    for (Layer layer : architecture.layers()) {
      if (layer.operation() instanceof Operation.Convolution convolution) {
        Token token =
            new Token(
                List.of(
                    CHANNELS.indexOf(convolution.channels()),
                    KERNELS.indexOf(convolution.kernel())));
        links.add(new Link(layer.name(), token));
      }
    }
    return List.copyOf(links);
  }

  /** A convolution; it keeps its name when others come and go. */
  private record Link(String name, Token token) {}

  private final class ChainTransformations implements TransformationTree {
    private static final int INSERT = 0;
    private static final int REMOVE = 1;

    private final List<Link> links;

    ChainTransformations(List<Link> links) {
      this.links = links;
    }

    @Override
    public List<Token> tokens() {
      return links.stream().map(Link::token).toList();
    }

    @Override
    public Optional<Choice> next(List<Integer> chosen) {
      if (chosen.isEmpty()) {
        BitSet kinds = new BitSet();
        kinds.set(INSERT, links.size() < MAX_DEPTH);
        kinds.set(REMOVE, links.size() > 1);
        return Optional.of(new Choice(0, kinds));
      }
      boolean inserts = chosen.getFirst() == INSERT;
      return switch (chosen.size()) {
        case 1 -> Optional.of(new Choice(Choice.POINTER, below(links.size())));
        case 2 -> inserts ? Optional.of(new Choice(1, below(CHANNELS.size()))) : Optional.empty();
        case 3 -> Optional.of(new Choice(2, below(KERNELS.size())));
        default -> Optional.empty();
      };
    }

    @Override
    public Architecture apply(List<Integer> action) {
      List<Link> changed = new ArrayList<>(links);
      int position = action.get(1);
      if (action.getFirst() == INSERT) {
        Token token = new Token(List.of(action.get(2), action.get(3)));
        changed.add(position + 1, new Link(unusedName(), token));
      } else {
        changed.remove(position);
      }
      return network(changed);
    }

    private String unusedName() {
      int number = 0;
      while (named("conv" + number)) {
        number++;
      }
      return "conv" + number;
    }

    private boolean named(String name) {
      return links.stream().anyMatch(link -> link.name().equals(name));
    }

    private static BitSet below(int size) {
      BitSet values = new BitSet();
      values.set(0, size);
      return values;
    }
  }
}
