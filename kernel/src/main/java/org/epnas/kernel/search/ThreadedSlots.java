package org.epnas.kernel.search;

import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;

/**
 * Slots that work for real. Each is one platform thread for the whole search, so that an evaluator
 * may keep per-slot state.
 */
final class ThreadedSlots implements SlotPool {
  private final Work work;
  private final List<ExecutorService> threads;
  private final PriorityQueue<Integer> free = new PriorityQueue<>();
  private final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();

  ThreadedSlots(int slots, Work work) {
    this.work = work;
    threads = IntStream.range(0, slots).mapToObj(ThreadedSlots::thread).toList();
    IntStream.range(0, slots).forEach(free::add);
  }

  @Override
  public int free() {
    return free.size();
  }

  @Override
  public int running() {
    return threads.size() - free.size();
  }

  @Override
  public int start(Candidate candidate) {
    int slot = free.remove();
    threads
        .get(slot)
        .execute(() -> finished.add(new Finished(candidate, slot, work.evaluate(candidate, slot))));
    return slot;
  }

  @Override
  public Finished take() throws InterruptedException {
    Finished next = finished.take();
    free.add(next.slot());
    return next;
  }

  @Override
  public void close() {
    threads.forEach(ExecutorService::close);
  }

  private static ExecutorService thread(int slot) {
    return Executors.newSingleThreadExecutor(
        Thread.ofPlatform().daemon().name("epnas-slot-" + slot).factory());
  }
}
