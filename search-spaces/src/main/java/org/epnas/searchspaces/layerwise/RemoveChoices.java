package org.epnas.searchspaces.layerwise;

import java.util.BitSet;
import java.util.Optional;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.search.Choice;
import org.epnas.searchspaces.edit.Action;
import org.epnas.searchspaces.edit.Decision;

/** Which layers may be removed. */
final class RemoveChoices {
  private final Graph graph;
  private final TensorShape largestFinalMap;

  /**
   * @param largestFinalMap height and width that the last map must not exceed
   */
  RemoveChoices(Graph graph, TensorShape largestFinalMap) {
    this.graph = graph;
    this.largestFinalMap = largestFinalMap;
  }

  Optional<Decision> decide() {
    BitSet positions = new BitSet();
    for (int i = 0; i < graph.size(); i++) {
      positions.set(i, removable(i));
    }
    return positions.isEmpty()
        ? Optional.empty()
        : Optional.of(Decision.ask(Choice.POINTER, positions, this::action));
  }

  private Decision action(int position) {
    return new Action(() -> new Removal(graph, position).perform());
  }

  private boolean removable(int position) {
    return switch (graph.operation(position)) {
      case Operation.Windowed _,
          Operation.Add _,
          Operation.Identity _,
          Operation.Dropout _ ->
          !graph.readsInput(position) && (keepsShapes(position) || succeeds(position));
      // A concatenation goes with the layer that reads it.
      case Operation.Concat _, Operation.GlobalPooling _, Operation.Dense _ -> false;
    };
  }

  /** The common case, decided without trying: no other layer sees a difference in shape. */
  private boolean keepsShapes(int position) {
    int replacement = graph.mainSource(position);
    return replacement != Graph.INPUT
        && graph.shape(replacement).equals(graph.shape(position))
        && graph.readers(position).stream()
            .noneMatch(reader -> graph.operation(reader) instanceof Operation.Concat);
  }

  private boolean succeeds(int position) {
    Removal removal = new Removal(graph, position);
    return DryRun.succeeds(removal::perform) && mapStaysSmall(removal.perform());
  }

  private boolean mapStaysSmall(Architecture child) {
    TensorShape map = new Graph(child).finalMap();
    return map.height() <= largestFinalMap.height() && map.width() <= largestFinalMap.width();
  }
}
