package org.epnas.training.weights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.training.weights.Weights.NamedTensor;

/**
 * The parameters omega of a super-network of which every child is a sub-graph (Pham et al. 2018,
 * section 2), running statistics of batch normalisation included. A parameter is known by its name
 * and shape: spaces name a layer after its place and operation, so two children share what they do
 * alike in the same place. What no child had before starts fresh.
 *
 * <p>Children of one episode may be trained at the same time: they all read omega as it was when
 * the episode began. What they write takes effect with the next episode; where several wrote the
 * same parameter, it becomes their mean. So what a child reads depends neither on timing nor on the
 * order of the workers, provided that episodes follow each other. Thread-safe.
 */
public final class SharedWeights {
  private record Key(String name, List<Integer> shape) {
    static Key of(Parameter parameter) {
      return new Key(parameter.name(), parameter.shape());
    }
  }

  private final WeightInitializer initializer;
  private final Map<Key, NamedTensor> current = new HashMap<>();

  /** What the children of the episode wrote, by trial. */
  private final TreeMap<Integer, Weights> written = new TreeMap<>();

  private int episode;

  public SharedWeights(WeightInitializer initializer) {
    this.initializer = initializer;
  }

  /**
   * What a child starts from, in the order of its program.
   *
   * @param episode of the child; the first child of a later episode than before ends the one before
   */
  public synchronized Weights read(Program child, int episode) {
    if (episode > this.episode) {
      merge();
      this.episode = episode;
    }
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : child.parameters()) {
      tensors.put(
          parameter.name(),
          current.computeIfAbsent(Key.of(parameter), _ -> initializer.initial(parameter)));
    }
    return new Weights(tensors);
  }

  /**
   * Takes what a child has learnt.
   *
   * @param trial the child's number, once per trial
   * @param weights of the child, not to be changed any more
   */
  public synchronized void write(int trial, Weights weights) {
    written.put(trial, weights);
  }

  private void merge() {
    Map<Key, List<NamedTensor>> byKey = new HashMap<>();
    for (Weights weights : written.values()) {
      weights
          .tensors()
          .forEach((name, tensor) ->
              byKey
                  .computeIfAbsent(new Key(name, tensor.shape()), _ -> new ArrayList<>())
                  .add(tensor));
    }
    byKey.forEach((key, tensors) -> current.put(key, mean(tensors)));
    written.clear();
  }

  /** The tensor itself where there is one only: a single worker shares bit for bit. */
  private static NamedTensor mean(List<NamedTensor> tensors) {
    if (tensors.size() == 1) {
      return tensors.getFirst();
    }
    float[] sum = new float[tensors.getFirst().values().length];
    for (NamedTensor tensor : tensors) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += tensor.values()[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= tensors.size();
    }
    return new NamedTensor(tensors.getFirst().shape(), sum);
  }
}
