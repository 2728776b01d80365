package org.epnas.searchspaces.transnas;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.GenerativeSpace;
import org.epnas.kernel.search.KeyedSpace;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.searchspaces.transformation.DecisionTree;

/**
 * The skeleton-level space of TransNAS-Bench-101: 3,256 networks of four to six modules, each of
 * which may double the channels and halve the image. A transformation changes a module, puts one in
 * or takes one out. An architecture carries its skeleton in {@link Architecture#encoding()}, for
 * example {@code 41414}.
 */
public final class TransnasMacroSpace implements GenerativeSpace, KeyedSpace {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of(new Vocabulary.Category("module", MacroCode.KINDS)),
          List.of(
              new Vocabulary.Category("kind", MacroChanges.KINDS),
              new Vocabulary.Category("module", MacroCode.KINDS)));

  private static final MacroCode INITIAL = MacroCode.parse("1414");

  private final TensorShape input;
  private final int classes;
  private final ConcurrentMap<MacroCode, Architecture> networks = new ConcurrentHashMap<>();
  private final MacroChanges changes = new MacroChanges(this::architecture);

  /**
   * @param input shape of one image, any size from 1x1
   * @param classes number of classes, at least 2
   */
  public TransnasMacroSpace(TensorShape input, int classes) {
    this.input = input;
    this.classes = classes;
  }

  @Override
  public Architecture initial() {
    return architecture(INITIAL);
  }

  @Override
  public Vocabulary vocabulary() {
    return VOCABULARY;
  }

  @Override
  public String key(String encoding) {
    return MacroCode.parse(encoding).key();
  }

  @Override
  public Optional<Architecture> network(String encoding) {
    return Optional.of(MacroCode.parse(encoding)).filter(MacroCode::valid).map(this::architecture);
  }

  private Architecture architecture(MacroCode code) {
    return networks.computeIfAbsent(code, own -> MacroNetwork.of(input, classes, own));
  }

  /**
   * @throws InvalidArchitectureException if the architecture's encoding is no skeleton, or it is
   *     for other images or classes than this space
   */
  @Override
  public TransformationTree transformations(Architecture architecture) {
    MacroCode code = MacroCode.parse(architecture.encoding());
    if (!architecture.input().equals(input) || architecture.classes() != classes) {
      throw new InvalidArchitectureException(
          "Architecture is for images (%s) and (%s) classes, the space for (%s) and (%s). Maybe make the space for the same data."
              .formatted(architecture.input(), architecture.classes(), input, classes));
    }
    return new DecisionTree(tokens(code), changes.change(code));
  }

  private static List<Token> tokens(MacroCode code) {
    return code.modules().stream().map(module -> new Token(List.of(module - 1))).toList();
  }

  @Override
  public TransformationTree generation() {
    return new DecisionTree(tokens(INITIAL), changes.generate());
  }
}
