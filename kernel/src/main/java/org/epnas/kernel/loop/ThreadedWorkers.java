package org.epnas.kernel.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.epnas.kernel.loop.TrialState.Admitted;
import org.epnas.kernel.loop.TrialState.Finished;
import org.epnas.kernel.loop.TrialState.Running;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.trial.Outcome;

/**
 * Workers in real time. Each is one platform thread for the whole search, so that an evaluator may
 * keep per-worker state; only a worker whose evaluation hangs gets a new one. What a worker has to
 * say waits in one queue until the search's thread takes it, so that an epoch is heard of before
 * the end of its trial.
 */
final class ThreadedWorkers implements WorkerPool {
  private static final Logger LOG = System.getLogger(ThreadedWorkers.class.getName());

  private sealed interface Message {}

  private record Epoch(Job job, SearchEvent.EpochEnded ended) implements Message {}

  private record End(Job job, Finished finished) implements Message {}

  /** One evaluation; the messages of one that was given up are for nobody. */
  private final class Job implements Signs {
    private final Running trial;
    private final Optional<Watch.Pulse> pulse;
    private volatile boolean givenUp;

    Job(Running trial) {
      this.trial = trial;
      pulse = watch.map(Watch::begin);
    }

    void run() {
      messages.add(new End(this, work.evaluate(trial, this)));
    }

    @Override
    public void epoch(SearchEvent.EpochEnded ended) {
      alive();
      messages.add(new Epoch(this, ended));
    }

    @Override
    public void alive() {
      pulse.ifPresent(Watch.Pulse::alive);
    }

    @Override
    public boolean givenUp() {
      return givenUp;
    }

    boolean hung() {
      return pulse.filter(Watch.Pulse::silentTooLong).isPresent();
    }
  }

  private final Work work;
  private final Consumer<SearchEvent.EpochEnded> epochs;
  private final Optional<Watch> watch;
  private final List<ExecutorService> threads;
  private final PriorityQueue<Integer> free = new PriorityQueue<>();
  private final Map<Integer, Job> jobs = new TreeMap<>();
  private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();

  /**
   * @param epochs called from the thread that takes; must not throw
   * @param watch notices evaluations that hang; without it they are waited for
   */
  ThreadedWorkers(
      int workers, Work work, Consumer<SearchEvent.EpochEnded> epochs, Optional<Watch> watch) {
    this.work = work;
    this.epochs = epochs;
    this.watch = watch;
    threads =
        new ArrayList<>(IntStream.range(0, workers).mapToObj(ThreadedWorkers::thread).toList());
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
    Job job = new Job(trial);
    jobs.put(trial.worker(), job);
    threads.get(trial.worker()).execute(job::run);
    return trial;
  }

  @Override
  public Finished take() throws InterruptedException {
    while (true) {
      switch (next()) {
        case Epoch(Job job, SearchEvent.EpochEnded ended) when current(job) -> {
          epochs.accept(ended);
          // Others may talk so often that the queue is never empty.
          hung().ifPresent(silent -> messages.add(givenUp(silent, watch.orElseThrow())));
        }
        case End(Job job, Finished finished) when current(job) -> {
          jobs.remove(finished.worker());
          free.add(finished.worker());
          return finished;
        }
        case Epoch _, End _ -> {}
      }
    }
  }

  private boolean current(Job job) {
    return job.equals(jobs.get(job.trial.worker()));
  }

  private Message next() throws InterruptedException {
    if (watch.isEmpty()) {
      return messages.take();
    }
    while (true) {
      Message message = messages.poll(watch.get().pollMillis(), TimeUnit.MILLISECONDS);
      if (message != null) {
        return message;
      }
      Optional<Job> hung = hung();
      if (hung.isPresent()) {
        return givenUp(hung.get(), watch.get());
      }
    }
  }

  private Optional<Job> hung() {
    return jobs.values().stream().filter(job -> !job.givenUp && job.hung()).findFirst();
  }

  /** Its thread can only be asked to end. */
  private End givenUp(Job job, Watch asked) {
    int worker = job.trial.worker();
    job.givenUp = true;
    threads.get(worker).shutdownNow();
    threads.set(worker, thread(worker));
    String message =
        "It gave no sign of life for (%s) seconds and was given up; its thread is left behind. Maybe the device or a plug-in hangs: run with --isolate, or allow more time (--hang-limit)."
            .formatted(asked.silence().toSeconds());
    LOG.log(Level.WARNING, "Trial (%s): %s".formatted(job.trial.draft().id(), message));
    return new End(
        job,
        new Finished(
            job.trial.draft(),
            worker,
            new Outcome.Failed(Outcome.Reason.HUNG, message),
            asked.silence().toNanos() / 1e9));
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
