package org.epnas.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.epnas.training.weights.WeightStore;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;
import org.junit.jupiter.api.Test;

/** What every weight store must do; extend it and make a store that has room for three trials. */
public abstract class WeightStoreContract {
  /** An empty store. */
  protected abstract WeightStore store();

  /** Weights of 16 bytes. */
  protected static Weights weights(float value) {
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    tensors.put("b", new NamedTensor(List.of(3), new float[] {value, value, value}));
    tensors.put("a", new NamedTensor(List.of(1), new float[] {value}));
    return new Weights(tensors);
  }

  @Test
  void givesBackWhatItGot() {
    WeightStore store = store();
    store.put(0, weights(1));
    store.put(7, weights(2));

    assertThat(store.get(7))
        .as("a store gives back the weights it got")
        .get()
        .usingRecursiveComparison()
        .isEqualTo(weights(2));
    assertThat(store.get(0))
        .as("a store gives back the weights it got")
        .get()
        .usingRecursiveComparison()
        .isEqualTo(weights(1));
    assertThat(store.get(7).orElseThrow().tensors().sequencedKeySet())
        .as("tensors keep their order")
        .containsExactly("b", "a");
  }

  @Test
  void hasNothingOfOtherTrials() {
    assertThat(store().get(3)).as("a trial without weights has none").isEmpty();
  }

  @Test
  void replacesWeights() {
    WeightStore store = store();
    store.put(1, weights(1));
    store.put(1, weights(5));

    assertThat(store.get(1))
        .as("a second put replaces the first")
        .get()
        .usingRecursiveComparison()
        .isEqualTo(weights(5));
  }
}
