package org.epnas.kernel.architecture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The definition of "the same network" by trying every mapping: the truth that the canonical form
 * is tested against. For small networks only.
 */
final class Isomorphism {
  private final List<Layer> from;
  private final List<Layer> to;
  private final Map<String, String> image = new HashMap<>(Map.of("input", "input"));

  private Isomorphism(List<Layer> from, List<Layer> to) {
    this.from = from;
    this.to = to;
  }

  static boolean exists(Architecture a, Architecture b) {
    List<Layer> from = reduced(a);
    List<Layer> to = reduced(b);
    return a.input().equals(b.input())
        && from.size() == to.size()
        && new Isomorphism(from, to).extend(0);
  }

  private boolean extend(int index) {
    if (index == from.size()) {
      return true;
    }
    Layer layer = from.get(index);
    for (Layer candidate : to) {
      if (!image.containsValue(candidate.name()) && matches(layer, candidate)) {
        image.put(layer.name(), candidate.name());
        if (extend(index + 1)) {
          return true;
        }
        image.remove(layer.name());
      }
    }
    return false;
  }

  private boolean matches(Layer layer, Layer candidate) {
    List<String> mapped = layer.inputs().stream().map(image::get).toList();
    return layer.operation().equals(candidate.operation())
        && (layer.operation() instanceof Operation.Add
            ? sorted(mapped).equals(sorted(candidate.inputs()))
            : mapped.equals(candidate.inputs()));
  }

  private static List<String> sorted(List<String> names) {
    return names.stream().sorted().toList();
  }

  /** Without identities, then without layers that nothing reads. */
  private static List<Layer> reduced(Architecture architecture) {
    Map<String, String> alias = new HashMap<>(Map.of("input", "input"));
    for (Layer layer : architecture.layers()) {
      boolean identity = layer.operation() instanceof Operation.Identity;
      String source = identity ? alias.get(layer.inputs().getFirst()) : layer.name();
      alias.put(layer.name(), Objects.requireNonNull(source));
    }
    List<Layer> layers =
        architecture.layers().stream()
            .filter(layer -> !(layer.operation() instanceof Operation.Identity))
            .map(layer ->
                new Layer(
                    layer.name(),
                    layer.operation(),
                    layer.inputs().stream().map(alias::get).toList()))
            .toList();
    String output = layers.getLast().name();
    while (true) {
      var read = layers.stream().flatMap(l -> l.inputs().stream()).collect(Collectors.toSet());
      List<Layer> kept =
          layers.stream()
              .filter(layer -> layer.name().equals(output) || read.contains(layer.name()))
              .toList();
      if (kept.size() == layers.size()) {
        return kept;
      }
      layers = kept;
    }
  }
}
