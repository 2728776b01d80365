package org.epnas.kernel.search;

import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;

/**
 * The parallel slots. Each is one platform thread for the whole search, so that an evaluator may
 * keep per-slot state. Confined to the search's thread, except for the work itself.
 */
final class SlotPool implements AutoCloseable {
  /** What a slot does with a candidate; must not throw. */
  @FunctionalInterface
  interface Work {
    Evaluation evaluate(Candidate candidate, int slot);
  }

  record Finished(Candidate candidate, int slot, Evaluation evaluation) {}

  private final Work work;
  private final List<ExecutorService> threads;
  private final PriorityQueue<Integer> free = new PriorityQueue<>();
  private final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();

  SlotPool(int slots, Work work) {
    this.work = work;
    threads = IntStream.range(0, slots).mapToObj(SlotPool::thread).toList();
    IntStream.range(0, slots).forEach(free::add);
  }

  int free() {
    return free.size();
  }

  int running() {
    return threads.size() - free.size();
  }

  /** Starts a candidate on the free slot of the lowest number, which must exist, and returns it. */
  int start(Candidate candidate) {
    int slot = free.remove();
    threads
        .get(slot)
        .execute(() -> finished.add(new Finished(candidate, slot, work.evaluate(candidate, slot))));
    return slot;
  }

  /** Waits until a running candidate is finished and frees its slot. */
  Finished take() throws InterruptedException {
    Finished next = finished.take();
    free.add(next.slot());
    return next;
  }

  /** Waits for whatever still runs. */
  @Override
  public void close() {
    threads.forEach(ExecutorService::close);
  }

  private static ExecutorService thread(int slot) {
    return Executors.newSingleThreadExecutor(
        Thread.ofPlatform().daemon().name("epnas-slot-" + slot).factory());
  }
}
