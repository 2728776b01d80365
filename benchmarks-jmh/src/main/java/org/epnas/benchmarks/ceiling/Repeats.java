package org.epnas.benchmarks.ceiling;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntConsumer;

/**
 * Times a loop on several threads. A ceiling is the best of many repeats: noise only slows down.
 */
final class Repeats {
  /** The first ones run before the code is compiled and the memory is there; the best counts. */
  private static final int COUNT = 15;

  private Repeats() {}

  /**
   * Seconds of the fastest repeat, from the common start to the end of the last thread.
   *
   * @param work is given the number of its thread
   */
  static double bestSeconds(int threads, IntConsumer work) {
    double best = Double.POSITIVE_INFINITY;
    for (int repeat = 0; repeat < COUNT; repeat++) {
      best = Math.min(best, seconds(threads, work));
    }
    return best;
  }

  private static double seconds(int threads, IntConsumer work) {
    if (threads == 1) {
      long begun = System.nanoTime();
      work.accept(0);
      return (System.nanoTime() - begun) / 1e9;
    }
    long[] begun = new long[1];
    CyclicBarrier start = new CyclicBarrier(threads, () -> begun[0] = System.nanoTime());
    List<Thread> started = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int number = thread;
      started.add(
          Thread.ofPlatform()
              .start(() -> {
                await(start);
                work.accept(number);
              }));
    }
    started.forEach(Repeats::join);
    return (System.nanoTime() - begun[0]) / 1e9;
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
