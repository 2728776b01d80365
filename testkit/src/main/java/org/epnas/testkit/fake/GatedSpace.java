package org.epnas.testkit.fake;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.kernel.search.Vocabulary.Category;

/**
 * A space of {@link #NETWORKS} networks in which single transformations can be neutral, as in cells
 * with edges that lead nowhere. A network is one of 3 widths, behind a gate and another choice: an
 * open gate lets one of two further layers through, a shut one none. Opening the gate of a network
 * without a further layer changes nothing yet, nor does choosing a layer behind a shut gate. The
 * initial network has neither, so whoever trains every network once and goes on from what was
 * trained alone sees 3 of the 9, unless neutral transformations are passed through.
 *
 * <p>Descriptions are kept in {@link Architecture#encoding()}: width, gate and layer.
 */
public final class GatedSpace implements SearchSpace {
  public static final int NETWORKS = 9;

  private static final int WIDTHS = 3;
  private static final int SHUT = 0;
  private static final int NO_LAYER = 0;
  private static final List<Integer> SIZES = List.of(WIDTHS, 2, 3);
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of(new Category("value", WIDTHS)),
          List.of(
              new Category("place", SIZES.size()),
              new Category("width", WIDTHS),
              new Category("gate", 2),
              new Category("layer", 3)));

  private final ChainSpace chains = new ChainSpace();

  @Override
  public Architecture initial() {
    return network(List.of(0, SHUT, NO_LAYER));
  }

  @Override
  public Vocabulary vocabulary() {
    return VOCABULARY;
  }

  private Architecture network(List<Integer> values) {
    List<Token> tokens = new ArrayList<>(List.of(new Token(List.of(values.get(0), 0))));
    if (values.get(1) != SHUT && values.get(2) != NO_LAYER) {
      tokens.add(new Token(List.of(0, values.get(2) - 1)));
    }
    Architecture chain = chains.chain(tokens);
    return new Architecture(
        chain.input(),
        chain.classes(),
        chain.layers(),
        values.get(0) + " " + values.get(1) + " " + values.get(2));
  }

  @Override
  public TransformationTree transformations(Architecture architecture) {
    return new Change(Stream.of(architecture.encoding().split(" ")).map(Integer::valueOf).toList());
  }

  /** {@code (place, value)}: another value. */
  private final class Change implements TransformationTree {
    private final List<Integer> values;

    Change(List<Integer> values) {
      this.values = values;
    }

    @Override
    public List<Token> tokens() {
      return values.stream().map(value -> new Token(List.of(value))).toList();
    }

    @Override
    public Optional<Choice> next(List<Integer> chosen) {
      BitSet valid = new BitSet();
      return switch (chosen.size()) {
        case 0 -> {
          valid.set(0, SIZES.size());
          yield Optional.of(new Choice(0, valid));
        }
        case 1 -> {
          int place = chosen.getFirst();
          valid.set(0, SIZES.get(place));
          valid.clear(values.get(place));
          yield Optional.of(new Choice(1 + place, valid));
        }
        default -> Optional.empty();
      };
    }

    @Override
    public Architecture apply(List<Integer> action) {
      List<Integer> changed = new ArrayList<>(values);
      changed.set(action.getFirst(), action.get(1));
      return network(changed);
    }
  }
}
