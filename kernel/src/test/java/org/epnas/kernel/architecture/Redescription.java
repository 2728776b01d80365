package org.epnas.kernel.architecture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;

/** Ways to describe the same network differently. */
enum Redescription {
  RENAME {
    @Override
    List<Layer> apply(List<Layer> layers, Random random) {
      Map<String, String> names = new HashMap<>(Map.of("input", "input"));
      layers.forEach(layer -> names.put(layer.name(), layer.name() + random.nextInt(1000)));
      return layers.stream()
          .map(layer ->
              new Layer(
                  Objects.requireNonNull(names.get(layer.name())),
                  layer.operation(),
                  layer.inputs().stream().map(names::get).toList()))
          .toList();
    }
  },
  REORDER {
    @Override
    List<Layer> apply(List<Layer> layers, Random random) {
      List<Layer> left = new ArrayList<>(layers.subList(0, layers.size() - 1));
      List<Layer> ordered = new ArrayList<>();
      while (!left.isEmpty()) {
        List<Layer> ready =
            left.stream()
                .filter(layer -> left.stream().noneMatch(l -> layer.inputs().contains(l.name())))
                .toList();
        Layer next = ready.get(random.nextInt(ready.size()));
        left.remove(next);
        ordered.add(next);
      }
      ordered.add(layers.getLast());
      return ordered;
    }
  },
  COMMUTE {
    @Override
    List<Layer> apply(List<Layer> layers, Random random) {
      return each(
          layers,
          layer -> {
            List<String> inputs = new ArrayList<>(layer.inputs());
            if (layer.operation() instanceof Operation.Add) {
              Collections.shuffle(inputs, random);
            }
            return inputs;
          });
    }
  },
  ADD_DEAD_BRANCH {
    @Override
    List<Layer> apply(List<Layer> layers, Random random) {
      List<Layer> longer = new ArrayList<>(layers);
      int at = random.nextInt(layers.size());
      String source = at == 0 ? Architecture.INPUT : layers.get(at - 1).name();
      longer.add(at, Layer.of("dead", Operations.conv(4, 3), source));
      longer.add(at + 1, Layer.of("deader", Operations.add(), "dead", "dead"));
      return longer;
    }
  },
  INSERT_IDENTITY {
    @Override
    List<Layer> apply(List<Layer> layers, Random random) {
      int at = random.nextInt(layers.size());
      Layer reader = layers.get(at);
      List<String> inputs = new ArrayList<>(reader.inputs());
      int edge = random.nextInt(inputs.size());
      List<Layer> longer = new ArrayList<>(layers);
      longer.add(at, Layer.of("identity", new Operation.Identity(), inputs.get(edge)));
      inputs.set(edge, "identity");
      longer.set(at + 1, new Layer(reader.name(), reader.operation(), inputs));
      return longer;
    }
  };

  abstract List<Layer> apply(List<Layer> layers, Random random);

  static Architecture all(Architecture architecture, Random random) {
    Architecture result = architecture;
    for (Redescription redescription : values()) {
      result = redescription.of(result, random);
    }
    return result;
  }

  Architecture of(Architecture architecture, Random random) {
    return new Architecture(
        architecture.input(),
        architecture.classes(),
        apply(architecture.layers(), random),
        architecture.encoding());
  }

  private static List<Layer> each(List<Layer> layers, Function<Layer, List<String>> inputs) {
    return layers.stream()
        .map(layer -> new Layer(layer.name(), layer.operation(), inputs.apply(layer)))
        .toList();
  }
}
