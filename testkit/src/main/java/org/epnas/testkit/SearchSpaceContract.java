package org.epnas.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.kernel.search.Vocabulary.Category;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every search space promises. Extend it and return the space's factory; the contract runs it
 * on images from 8x8 to 96x96, odd sizes and 2 to 100 classes.
 */
public abstract class SearchSpaceContract {
  private static final int STEPS_OF_A_WALK = 30;
  private static final int PATHS_PER_STEP = 8;
  private static final int CHOICES_OF_AN_ACTION = 64;

  /** One action in so many may rename a layer. */
  private static final int RENAMING_ACTIONS = 10;

  protected abstract SearchSpace.Factory factory();

  /**
   * How many paths of the initial architecture's tree are applied at most, all where it has fewer.
   */
  protected int exhaustivePaths() {
    return 500;
  }

  static Stream<Arguments> tasks() {
    return Stream.of(
        Arguments.of(new TensorShape(1, 28, 28), 10),
        Arguments.of(new TensorShape(3, 32, 32), 100),
        Arguments.of(new TensorShape(3, 17, 23), 2),
        Arguments.of(new TensorShape(1, 8, 8), 2),
        Arguments.of(new TensorShape(3, 96, 96), 5));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void initialArchitectureSolvesTheTaskAndCanBeTransformed(TensorShape input, int classes) {
    SearchSpace space = factory().create(input, classes);

    Architecture initial = space.initial();

    assertSolves(initial, input, classes);
    assertThat(space.initial())
        .as("the initial architecture is always the same")
        .isEqualTo(initial);
    assertThat(space.transformations(initial).next(List.of())).as("first choice").isPresent();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void everyPathFromTheInitialArchitectureEndsInOneThatSolvesTheTask(
      TensorShape input, int classes) {
    SearchSpace space = factory().create(input, classes);
    TransformationTree tree = space.transformations(space.initial());

    List<List<Integer>> actions = new ArrayList<>();
    collectActions(tree, space.vocabulary(), List.of(), actions);

    for (List<Integer> action : actions) {
      assertSolves(apply(tree, action), input, classes);
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void everyPathOfARandomWalkEndsInAnArchitectureThatCanBeTransformed(
      TensorShape input, int classes) {
    SearchSpace space = factory().create(input, classes);
    RandomStream random = RandomStream.of(1, Purpose.STRATEGY, input.elements(), classes);
    Set<String> visited = new HashSet<>();
    Architecture architecture = space.initial();

    for (int step = 0; step < STEPS_OF_A_WALK; step++) {
      TransformationTree tree = space.transformations(architecture);
      assertTokensFit(space.vocabulary(), tree.tokens());
      for (int path = 0; path < PATHS_PER_STEP; path++) {
        List<Integer> action = randomAction(tree, space.vocabulary(), random);
        architecture = apply(tree, action);
        assertSolves(architecture, input, classes);
        visited.add(architecture.canonicalForm().hash());
      }
    }

    assertThat(visited)
        .as("different networks met on a walk")
        .hasSizeGreaterThan(STEPS_OF_A_WALK / 3);
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void anArchitectureCarriesAllThatTheSpaceKnowsOfIt(TensorShape input, int classes) {
    SearchSpace space = factory().create(input, classes);
    SearchSpace other = factory().create(input, classes);
    RandomStream random = RandomStream.of(2, Purpose.STRATEGY, input.elements(), classes);
    Architecture architecture = space.initial();

    for (int step = 0; step < STEPS_OF_A_WALK; step++) {
      TransformationTree tree = space.transformations(architecture);
      Architecture copy =
          new Architecture(
              architecture.input(),
              architecture.classes(),
              architecture.layers(),
              architecture.encoding());
      TransformationTree again = other.transformations(copy);
      List<Integer> action = randomAction(tree, space.vocabulary(), random);

      assertThat(again.tokens()).as("tokens of (%s)", architecture).isEqualTo(tree.tokens());
      assertThat(choicesAlong(again, action))
          .as("choices of a copy")
          .isEqualTo(choicesAlong(tree, action));
      architecture = apply(tree, action);
      assertThat(apply(tree, action)).as("applied twice").isEqualTo(architecture);
      assertThat(apply(again, action)).as("applied to a copy").isEqualTo(architecture);
    }
  }

  /**
   * An action may also change the layers beside the one that comes or goes, so a few names may pass
   * to another operation. Where names count positions, they do so all the time.
   */
  @ParameterizedTest
  @MethodSource("tasks")
  void layersKeepTheirNamesWhereOthersAreInsertedOrRemoved(TensorShape input, int classes) {
    SearchSpace space = factory().create(input, classes);
    RandomStream random = RandomStream.of(3, Purpose.STRATEGY, input.elements(), classes);
    Architecture architecture = space.initial();
    int kept = 0;
    List<String> renamed = new ArrayList<>();

    for (int step = 0; step < STEPS_OF_A_WALK; step++) {
      TransformationTree tree = space.transformations(architecture);
      Architecture next = architecture;
      for (int path = 0; path < PATHS_PER_STEP; path++) {
        List<Integer> action = randomAction(tree, space.vocabulary(), random);
        next = apply(tree, action);
        boolean grows = contains(next, architecture);
        if (grows || contains(architecture, next)) {
          Architecture smaller = grows ? architecture : next;
          Architecture larger = grows ? next : architecture;
          if (keepsNames(smaller, larger)) {
            kept++;
          } else {
            renamed.add("%s: %s to %s".formatted(action, names(architecture), names(next)));
          }
        }
      }
      architecture = next;
    }

    assertThat(renamed)
        .as(
            "actions that only insert or remove layers and yet rename others, beside %s that do not:"
                + " a layer keeps its name under transformations, because parameters are inherited"
                + " by name. Maybe give a new layer a name that no layer has",
            kept)
        .hasSizeLessThanOrEqualTo((kept + renamed.size()) / RENAMING_ACTIONS);
  }

  /** Whether the smaller network's operations are all found in the larger one, in this order. */
  private static boolean contains(Architecture larger, Architecture smaller) {
    Iterator<Layer> rest = smaller.layers().iterator();
    Layer wanted = rest.next();
    for (Layer layer : larger.layers()) {
      if (layer.operation().equals(wanted.operation())) {
        if (!rest.hasNext()) {
          return true;
        }
        wanted = rest.next();
      }
    }
    return false;
  }

  private static List<String> names(Architecture architecture) {
    return architecture.layers().stream().map(Layer::name).toList();
  }

  private static boolean keepsNames(Architecture smaller, Architecture larger) {
    return smaller.layers().stream()
        .allMatch(layer ->
            larger
                .layer(layer.name())
                .map(Layer::operation)
                .equals(Optional.of(layer.operation())));
  }

  private static void assertSolves(Architecture architecture, TensorShape input, int classes) {
    assertThat(architecture.input()).as("a space keeps the images' shape").isEqualTo(input);
    assertThat(architecture.classes()).as("a space keeps the number of classes").isEqualTo(classes);
    assertThat(architecture.layers())
        .as("names of layers are unique")
        .extracting(Layer::name)
        .doesNotHaveDuplicates();
    Layer last = architecture.layers().getLast();
    assertThat(architecture.shapes().get(last.name()))
        .as("the last layer gives one value per class")
        .isEqualTo(new TensorShape(classes, 1, 1));
    assertThat(Cost.of(architecture).parameters()).as("there is something to train").isPositive();
  }

  private static void assertTokensFit(Vocabulary vocabulary, List<Token> tokens) {
    assertThat(tokens).as("an architecture has tokens").isNotEmpty();
    for (Token token : tokens) {
      assertThat(token.values())
          .as("a token has one value per feature of the vocabulary")
          .hasSameSizeAs(vocabulary.features());
      for (int i = 0; i < token.values().size(); i++) {
        Category feature = vocabulary.features().get(i);
        assertThat(token.values().get(i))
            .as("feature %s", feature)
            .isBetween(0, feature.size() - 1);
      }
    }
  }

  private static void assertFits(Choice choice, Vocabulary vocabulary, int tokens) {
    assertThat(choice.head())
        .as("a choice has a head of the vocabulary, or points")
        .isBetween(Choice.POINTER, vocabulary.heads().size() - 1);
    int size = choice.pointer() ? tokens : vocabulary.heads().get(choice.head()).size();
    assertThat(choice.valid().isEmpty()).as("a choice offers something").isFalse();
    assertThat(choice.valid().length()).as("values of %s", choice).isLessThanOrEqualTo(size);
  }

  /** Depth first, up to {@link #exhaustivePaths()}. */
  private void collectActions(
      TransformationTree tree,
      Vocabulary vocabulary,
      List<Integer> chosen,
      List<List<Integer>> actions) {
    Optional<Choice> choice = tree.next(chosen);
    if (choice.isEmpty()) {
      actions.add(chosen);
      return;
    }
    assertFits(choice.get(), vocabulary, tree.tokens().size());
    for (int value : choice.get().valid().stream().toArray()) {
      if (actions.size() < exhaustivePaths()) {
        List<Integer> longer = new ArrayList<>(chosen);
        longer.add(value);
        collectActions(tree, vocabulary, List.copyOf(longer), actions);
      }
    }
  }

  private static List<Integer> randomAction(
      TransformationTree tree, Vocabulary vocabulary, RandomGenerator random) {
    List<Integer> chosen = new ArrayList<>();
    Optional<Choice> choice = tree.next(List.of());
    while (choice.isPresent()) {
      assertFits(choice.get(), vocabulary, tree.tokens().size());
      int[] valid = choice.get().valid().stream().toArray();
      chosen.add(valid[random.nextInt(valid.length)]);
      assertThat(chosen).as("an action ends").hasSizeLessThan(CHOICES_OF_AN_ACTION);
      choice = tree.next(List.copyOf(chosen));
    }
    return List.copyOf(chosen);
  }

  private static List<Choice> choicesAlong(TransformationTree tree, List<Integer> action) {
    List<Choice> choices = new ArrayList<>();
    for (int length = 0; length < action.size(); length++) {
      choices.add(tree.next(action.subList(0, length)).orElseThrow());
    }
    return choices;
  }

  private static Architecture apply(TransformationTree tree, List<Integer> action) {
    try {
      return tree.apply(action);
    } catch (RuntimeException e) {
      throw new AssertionError("Offered action %s cannot be applied.".formatted(action), e);
    }
  }
}
