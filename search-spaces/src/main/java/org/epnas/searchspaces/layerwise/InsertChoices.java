package org.epnas.searchspaces.layerwise;

import java.util.stream.IntStream;
import org.epnas.searchspaces.transformation.Choices;
import org.epnas.searchspaces.transformation.Decision;

/**
 * Behind which layers another one may be inserted: all with a feature map, until the network is
 * full.
 */
final class InsertChoices implements Choices {
  private final Graph graph;

  InsertChoices(Graph graph) {
    this.graph = graph;
  }

  @Override
  public boolean any() {
    return graph.size() < LayerwiseSpace.MAXIMUM_LAYERS
        && IntStream.range(0, graph.size()).anyMatch(graph::carriesMap);
  }

  @Override
  public Decision decide() {
    return Decision.point(
        graph.size(), graph::carriesMap, position -> new InsertBehind(graph, position).type());
  }
}
