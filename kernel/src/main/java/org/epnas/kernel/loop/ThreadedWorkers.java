package org.epnas.kernel.loop;

import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.epnas.kernel.loop.TrialState.Admitted;
import org.epnas.kernel.loop.TrialState.Finished;
import org.epnas.kernel.loop.TrialState.Running;
import org.epnas.kernel.search.SearchEvent;

/**
 * Workers in real time. Each is one platform thread for the whole search, so that an evaluator may
 * keep per-worker state. What a worker has to say waits in one queue until the search's thread
 * takes it, so that an epoch is heard of before the end of its trial.
 */
final class ThreadedWorkers implements WorkerPool {
  private sealed interface Message {}

  private record Epoch(SearchEvent.EpochEnded ended) implements Message {}

  private record End(Finished finished) implements Message {}

  private final Work work;
  private final Consumer<SearchEvent.EpochEnded> epochs;
  private final List<ExecutorService> threads;
  private final PriorityQueue<Integer> free = new PriorityQueue<>();
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

  /**
   * @param epochs called from the thread that takes; must not throw
   */
  ThreadedWorkers(int workers, Work work, Consumer<SearchEvent.EpochEnded> epochs) {
    this.work = work;
    this.epochs = epochs;
    threads = IntStream.range(0, workers).mapToObj(ThreadedWorkers::thread).toList();
    IntStream.range(0, workers).forEach(free::add);
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
  public Running start(Admitted admitted) {
    Running trial = new Running(admitted.draft(), free.remove());
    threads.get(trial.worker()).execute(() -> messages.add(new End(evaluated(trial))));
    return trial;
  }

  private Finished evaluated(Running trial) {
    return work.evaluate(trial, ended -> messages.add(new Epoch(ended)));
  }

  @Override
  public Finished take() throws InterruptedException {
    while (true) {
      switch (messages.take()) {
        case Epoch(SearchEvent.EpochEnded ended) -> epochs.accept(ended);
        case End(Finished next) -> {
          free.add(next.worker());
          return next;
        }
      }
    }
  }

  @Override
  public void close() {
    threads.forEach(ExecutorService::close);
  }

  private static ExecutorService thread(int worker) {
    return Executors.newSingleThreadExecutor(
        Thread.ofPlatform().daemon().name("epnas-worker-" + worker).factory());
  }
}
