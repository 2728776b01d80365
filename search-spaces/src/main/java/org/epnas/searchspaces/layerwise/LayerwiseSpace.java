package org.epnas.searchspaces.layerwise;

import java.util.Arrays;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.searchspaces.transformation.Choices;
import org.epnas.searchspaces.transformation.Decision;
import org.epnas.searchspaces.transformation.DecisionTree;

/**
 * The layer-by-layer space: an architecture is changed by inserting a layer after any other one
 * (with an optional skip connection or concatenation from an earlier layer), by removing one, or by
 * scaling its channels, kernel or expansion.
 *
 * <p>Invariants that every transformation keeps: at most {@value #MAXIMUM_LAYERS} layers; channel
 * counts are multiples of 16, from 16 to {@value #MAXIMUM_CHANNELS}; the layers that read the image
 * stay; the last feature map is never larger than that of the initial network, which bounds the
 * cost of a trial. A name is never given twice within a lineage, because parameters are inherited
 * by name.
 */
public final class LayerwiseSpace implements SearchSpace {
  static final int MAXIMUM_LAYERS = 60;
  static final int MAXIMUM_CHANNELS = 512;

  private static final Vocabulary VOCABULARY =
      new Vocabulary(Feature.categories(), Head.categories());

  private final Architecture initial;
  private final TensorShape largestFinalMap;

  /**
   * @param input shape of one image, any size from 1x1
   * @param classes number of classes, at least 2
   */
  public LayerwiseSpace(TensorShape input, int classes) {
    this.initial = InitialNetwork.of(input, classes);
    this.largestFinalMap = new Graph(initial).finalMap();
  }

  @Override
  public Architecture initial() {
    return initial;
  }

  @Override
  public Vocabulary vocabulary() {
    return VOCABULARY;
  }

  @Override
  public TransformationTree transformations(Architecture architecture) {
    Graph graph = new Graph(architecture);
    return new DecisionTree(Feature.tokens(graph), kind(graph));
  }

  private Decision kind(Graph graph) {
    return Choices.among(
        Head.KIND.ordinal(),
        Arrays.stream(Transformation.values())
            .map(transformation -> choices(transformation, graph))
            .toList());
  }

  private Choices choices(Transformation transformation, Graph graph) {
    return switch (transformation) {
      case INSERT -> new InsertChoices(graph);
      case REMOVE -> new RemoveChoices(graph, largestFinalMap);
      case SCALE -> new ScaleChoices(graph);
    };
  }
}
