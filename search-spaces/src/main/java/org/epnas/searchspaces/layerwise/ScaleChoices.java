package org.epnas.searchspaces.layerwise;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.epnas.kernel.search.Choice;
import org.epnas.searchspaces.edit.Action;
import org.epnas.searchspaces.edit.Decision;
import org.epnas.searchspaces.edit.Factor;

/** What of which layer may be scaled by which factor. */
final class ScaleChoices {
  private static final Property[] PROPERTIES = Property.values();
  private static final Factor[] FACTORS = Factor.values();

  private final Graph graph;
  private final ChannelGroups groups;
  private final boolean independent;

  ScaleChoices(Graph graph) {
    this.graph = graph;
    this.groups = new ChannelGroups(graph);
    this.independent = groups.independent();
  }

  Optional<Decision> decide() {
    BitSet positions = new BitSet();
    for (int i = 0; i < graph.size(); i++) {
      int position = i;
      positions.set(
          i, Arrays.stream(PROPERTIES).anyMatch(property -> scalable(position, property)));
    }
    return positions.isEmpty()
        ? Optional.empty()
        : Optional.of(Decision.ask(Choice.POINTER, positions, this::property));
  }

  private Decision property(int position) {
    return Head.PROPERTY.ask(
        property -> scalable(position, PROPERTIES[property]),
        property -> factor(position, PROPERTIES[property]));
  }

  private Decision factor(int position, Property property) {
    return Head.FACTOR.ask(
        factor -> valid(new Scaling(position, property, FACTORS[factor])),
        factor -> action(new Scaling(position, property, FACTORS[factor])));
  }

  private Decision action(Scaling scaling) {
    return new Action(() -> scaling.perform(graph, groups));
  }

  private boolean scalable(int position, Property property) {
    return Arrays.stream(FACTORS)
        .anyMatch(factor -> valid(new Scaling(position, property, factor)));
  }

  private boolean valid(Scaling scaling) {
    return scaling.value(graph).isPresent()
        && (scaling.property() != Property.CHANNELS || resizes(scaling));
  }

  private boolean resizes(Scaling scaling) {
    return groups.free(scaling.position())
        && (independent || DryRun.succeeds(() -> scaling.perform(graph, groups)));
  }
}
