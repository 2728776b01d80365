package org.epnas.searchspaces.layerwise;

import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.searchspaces.transformation.Action;
import org.epnas.searchspaces.transformation.Choices;
import org.epnas.searchspaces.transformation.Decision;

/** Which layers may be removed. */
final class RemoveChoices implements Choices {
  private final Graph graph;
  private final int largestHeight;
  private final int largestWidth;

  /**
   * @param largest the last map must not grow beyond the sides of this one
   */
  RemoveChoices(Graph graph, TensorShape largest) {
    this.graph = graph;
    this.largestHeight = Math.max(largest.height(), graph.finalMap().height());
    this.largestWidth = Math.max(largest.width(), graph.finalMap().width());
  }

  @Override
  public boolean any() {
    return IntStream.range(0, graph.size()).anyMatch(this::removable);
  }

  @Override
  public Decision decide() {
    return Decision.point(
        graph.size(),
        this::removable,
        position -> new Action(() -> new Removal(position).perform(graph)));
  }

  private boolean removable(int position) {
    return switch (graph.operation(position)) {
      case Operation.Windowed _,
          Operation.Projection _,
          Operation.Activate _,
          Operation.Add _,
          Operation.Identity _,
          Operation.Dropout _ ->
          !graph.readsInput(position) && shapesStayValid(position);
      // A concatenation goes with the layer that reads it, a norm with the pooling before it.
      case Operation.BatchNorm _,
          Operation.Concat _,
          Operation.GlobalPooling _,
          Operation.Dense _ ->
          false;
    };
  }

  private boolean shapesStayValid(int position) {
    return Rerouting.toLayer(graph, position, graph.mainSource(position))
        .filter(map -> map.height() <= largestHeight && map.width() <= largestWidth)
        .isPresent();
  }
}
