package org.epnas.kernel.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ArchitectureMemoTest {
  private final AtomicInteger computed = new AtomicInteger();
  private final ArchitectureMemo<Integer> memo =
      new ArchitectureMemo<>(architecture -> computed.incrementAndGet());

  @Test
  void computesOncePerObject() {
    Architecture first = network();
    Architecture equal = network();

    assertThat(List.of(memo.of(first), memo.of(equal), memo.of(first), memo.of(equal)))
        .containsExactly(1, 2, 1, 2);
    assertThat(memo.size()).isEqualTo(2);
  }

  @Test
  void forgetsWhatIsNoLongerInUse() throws InterruptedException {
    Architecture kept = network();
    memo.of(kept);

    int asked = 1;
    do {
      memo.of(network());
      asked++;
      System.gc();
      Thread.sleep(1);
    } while (memo.size() == asked && asked < 1000);

    assertThat(memo.size()).isLessThan(asked);
    assertThat(memo.of(kept)).isEqualTo(1);
  }

  private static Architecture network() {
    return new Architecture(
        new TensorShape(1, 1, 1),
        2,
        List.of(Layer.of("classifier", new Operation.Dense(2), Architecture.INPUT)),
        "");
  }
}
