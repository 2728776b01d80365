package org.epnas.training.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.epnas.testkit.WeightStoreContract;
import org.junit.jupiter.api.Test;

class MemoryWeightStoreTest extends WeightStoreContract {
  @Override
  protected MemoryWeightStore store() {
    // Three times 16 bytes.
    return new MemoryWeightStore(48);
  }

  @Test
  void dropsWhatWasNotUsedForLongest() {
    MemoryWeightStore store = store();
    store.put(0, weights(0));
    store.put(1, weights(1));
    store.put(2, weights(2));
    store.get(0);

    store.put(3, weights(3));

    assertThat(store.get(1)).isEmpty();
    assertThat(store.get(0)).isPresent();
    assertThat(store.get(2)).isPresent();
    assertThat(store.get(3)).isPresent();
    assertThat(store.bytes()).isEqualTo(48);
  }

  @Test
  void countsReplacedWeightsOnce() {
    MemoryWeightStore store = store();
    for (int i = 0; i < 10; i++) {
      store.put(4, weights(i));
    }

    assertThat(store.bytes()).isEqualTo(16);
  }

  @Test
  void doesNotKeepWhatIsLargerThanTheBound() {
    MemoryWeightStore store = new MemoryWeightStore(15);
    store.put(0, weights(0));

    assertThat(store.get(0)).isEmpty();
    assertThat(store.bytes()).isZero();
  }

  @Test
  void refusesANegativeBound() {
    assertThatThrownBy(() -> new MemoryWeightStore(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Bound (-1 bytes) of a weight store must not be negative.");
  }
}
