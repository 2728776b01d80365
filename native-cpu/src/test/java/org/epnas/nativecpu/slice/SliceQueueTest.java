package org.epnas.nativecpu.slice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SliceQueueTest {
  private static List<Integer> all(SliceQueue queue, int worker) {
    List<Integer> taken = new ArrayList<>();
    for (int s = queue.take(worker); s != SliceQueue.NONE; s = queue.take(worker)) {
      taken.add(s);
    }
    return taken;
  }

  @Test
  void givesAWorkerItsOwnSlicesFirstAndThenThoseOfOthers() {
    SliceQueue queue = new SliceQueue(5, 2, true);

    queue.reset();
    assertThat(queue.take(0)).isEqualTo(1);
    assertThat(all(queue, 1)).containsExactly(4, 3, 2, 0);
    assertThat(queue.take(0)).isEqualTo(SliceQueue.NONE);
  }

  @Test
  void beginsAnew() {
    SliceQueue queue = new SliceQueue(3, 1, false);

    for (int round = 0; round < 2; round++) {
      queue.reset();
      assertThat(all(queue, 0)).containsExactly(0, 1, 2);
    }
  }

  @Test
  void givesEachSliceToOneWorker() throws InterruptedException {
    int slices = 10_000;
    SliceQueue queue = new SliceQueue(slices, 3, false);
    AtomicIntegerArray taken = new AtomicIntegerArray(slices);
    queue.reset();

    List<Thread> workers =
        IntStream.range(0, 3)
            .mapToObj(worker ->
                Thread.ofPlatform().start(() -> all(queue, worker).forEach(taken::getAndIncrement)))
            .toList();
    for (Thread worker : workers) {
      worker.join();
    }

    assertThat(IntStream.range(0, slices).map(taken::get)).containsOnly(1);
  }
}
