package org.epnas.searchspaces.layerwise;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.Choice;
import org.epnas.searchspaces.edit.Action;
import org.epnas.searchspaces.edit.Decision;

/** Which layers may be removed. */
final class RemoveChoices implements Choices {
  private final Graph graph;
  private final TensorShape largestFinalMap;

  /**
   * @param largestFinalMap height and width that the last map must not exceed
   */
  RemoveChoices(Graph graph, TensorShape largestFinalMap) {
    this.graph = graph;
    this.largestFinalMap = largestFinalMap;
  }

  @Override
  public boolean any() {
    return IntStream.range(0, graph.size()).anyMatch(this::removable);
  }

  @Override
  public Decision decide() {
    BitSet positions = graph.where(this::removable);
    return Decision.ask(
        Choice.POINTER,
        positions,
        position -> new Action(() -> new Removal(position).perform(graph)));
  }

  private boolean removable(int position) {
    return switch (graph.operation(position)) {
      case Operation.Windowed _, Operation.Add _, Operation.Identity _, Operation.Dropout _ ->
          !graph.readsInput(position) && shapesStayValid(position);
      // A concatenation goes with the layer that reads it.
      case Operation.Concat _, Operation.GlobalPooling _, Operation.Dense _ -> false;
    };
  }

  private boolean shapesStayValid(int position) {
    return Rerouting.toLayer(graph, position, graph.mainSource(position))
        .filter(this::smallEnough)
        .isPresent();
  }

  private boolean smallEnough(TensorShape finalMap) {
    return finalMap.height() <= largestFinalMap.height()
        && finalMap.width() <= largestFinalMap.width();
  }
}
