package org.epnas.searchspaces.layerwise;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.epnas.searchspaces.transformation.Action;
import org.epnas.searchspaces.transformation.Choices;
import org.epnas.searchspaces.transformation.Decision;
import org.epnas.searchspaces.transformation.Factor;

/** What of which layer may be scaled by which factor. */
final class ScaleChoices implements Choices {
  private static final Property[] PROPERTIES = Property.values();
  private static final Factor[] FACTORS = Factor.values();

  private final Graph graph;
  private final ChannelGroups groups;

  ScaleChoices(Graph graph) {
    this.graph = graph;
    this.groups = new ChannelGroups(graph);
  }

  @Override
  public boolean any() {
    return IntStream.range(0, graph.size()).anyMatch(this::scalable);
  }

  @Override
  public Decision decide() {
    return Decision.point(graph.size(), this::scalable, this::property);
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

  private boolean scalable(int position) {
    return Arrays.stream(PROPERTIES).anyMatch(property -> scalable(position, property));
  }

  private boolean scalable(int position, Property property) {
    return Arrays.stream(FACTORS)
        .anyMatch(factor -> valid(new Scaling(position, property, factor)));
  }

  private boolean valid(Scaling scaling) {
    return scaling.value(graph).isPresent()
        && (scaling.property() != Property.CHANNELS || groups.resizable(scaling.position()));
  }
}
