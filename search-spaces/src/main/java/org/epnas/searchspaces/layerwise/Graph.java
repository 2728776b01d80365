package org.epnas.searchspaces.layerwise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;

/** An architecture seen by the index of its layers, which is also their position as a token. */
final class Graph {
  /** Index of the network's input. */
  static final int INPUT = -1;

  private final Architecture architecture;
  private final int[][] inputs;
  private final List<BitSet> readers;
  private final List<TensorShape> shapes;

  Graph(Architecture architecture) {
    this.architecture = architecture;
    int size = architecture.layers().size();
    this.inputs = new int[size][];
    this.readers = new ArrayList<>(size);
    this.shapes = new ArrayList<>(size);
    index();
  }

  private void index() {
    Map<String, Integer> indices = new HashMap<>();
    indices.put(Architecture.INPUT, INPUT);
    Map<String, TensorShape> shapeByName = architecture.shapes();
    for (int i = 0; i < size(); i++) {
      Layer layer = layer(i);
      indices.put(layer.name(), i);
      shapes.add(Objects.requireNonNull(shapeByName.get(layer.name())));
      readers.add(new BitSet());
      inputs[i] = layer.inputs().stream().mapToInt(indices::get).toArray();
      for (int source : inputs[i]) {
        if (source != INPUT) {
          readers.get(source).set(i);
        }
      }
    }
  }

  Architecture architecture() {
    return architecture;
  }

  int size() {
    return inputs.length;
  }

  Layer layer(int index) {
    return architecture.layers().get(index);
  }

  /** Name of a layer or of the network's input. */
  String name(int index) {
    return index == INPUT ? Architecture.INPUT : layer(index).name();
  }

  Operation operation(int index) {
    return layer(index).operation();
  }

  /** Output shape of a layer. */
  TensorShape shape(int index) {
    return shapes.get(index);
  }

  /** Input shape of a layer; of its first input where it has several. */
  TensorShape inputShape(int index) {
    int source = source(index);
    return source == INPUT ? architecture.input() : shapes.get(source);
  }

  /** First input of a layer. */
  int source(int index) {
    return inputs[index][0];
  }

  /** First input of a layer, that of the concatenation in front of it where there is one. */
  int mainSource(int index) {
    int source = source(index);
    return source != INPUT && operation(source) instanceof Operation.Concat
        ? source(source)
        : source;
  }

  /** The first layer that ends the feature maps: global pooling or, without it, a dense one. */
  int head() {
    return IntStream.range(0, size())
        .filter(i ->
            operation(i) instanceof Operation.GlobalPooling
                || operation(i) instanceof Operation.Dense)
        .findFirst()
        .orElseThrow();
  }

  /** The last feature map. */
  TensorShape finalMap() {
    return inputShape(head());
  }

  /** Indices of all inputs of a layer. */
  int[] inputs(int index) {
    return inputs[index];
  }

  boolean readsInput(int index) {
    return Arrays.stream(inputs[index]).anyMatch(source -> source == INPUT);
  }

  /** Layers that read a layer; not to be changed. */
  BitSet readers(int index) {
    return readers.get(index);
  }

  /**
   * Whether layers may be inserted after this one and skips may start there. Not between a pooling
   * and its batch norm, which belong together.
   */
  boolean carriesMap(int index) {
    return switch (operation(index)) {
      case Operation.MaxPooling _, Operation.AveragePooling _ ->
          readers.get(index).stream()
              .noneMatch(reader -> operation(reader) instanceof Operation.BatchNorm);
      case Operation.Windowed _,
          Operation.Projection _,
          Operation.BatchNorm _,
          Operation.Activate _,
          Operation.Add _,
          Operation.Identity _ ->
          true;
      case Operation.Concat _, Operation.GlobalPooling _, Operation.Dropout _, Operation.Dense _ ->
          false;
    };
  }
}
