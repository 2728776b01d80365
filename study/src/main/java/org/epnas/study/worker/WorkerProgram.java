package org.epnas.study.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.epnas.kernel.constraint.OneLine;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Outcome;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.training.weights.FolderCheckpointStore;
import org.epnas.training.weights.FolderWeightStore;

/**
 * Trains what the search sends, one trial after the other, in the calling thread; another thread
 * reads, so that a running trial hears that it must stop.
 */
final class WorkerProgram {
  /** A sign of life is worth a frame so often. */
  private static final long SIGN_NANOS = 1_000_000_000;

  private final MessageChannel channel;
  private final Runnable abandoned;
  private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
  private volatile Optional<Message.Stop> stop = Optional.empty();

  /**
   * @param abandoned called when the search is gone, from another thread
   */
  WorkerProgram(MessageChannel channel, Runnable abandoned) {
    this.channel = channel;
    this.abandoned = abandoned;
  }

  /** Until the search is gone. */
  void run() throws IOException {
    Thread.ofPlatform().daemon().name("epnas-messages").start(this::receive);
    if (!(next() instanceof WorkerSetup setup)) {
      throw new IOException("The first message must be the setup.");
    }
    train(evaluator(setup));
  }

  /** The component is in use until the process ends. */
  private Evaluator evaluator(WorkerSetup setup) throws IOException {
    try {
      EpnasComponent component = EpnasComponent.create(setup.evaluation().device().request());
      Evaluator evaluator =
          new TrialTraining(setup.evaluation(), setup.seed(), setup.parallel())
              .evaluator(
                  component.devices().all().get(setup.device()),
                  component.loadData(setup.evaluation().data()).training(),
                  new FolderWeightStore(setup.weights()),
                  new FolderCheckpointStore(setup.checkpoints()));
      channel.write(new Message.Ready());
      return evaluator;
    } catch (RuntimeException | LinkageError e) {
      channel.write(new Message.Refused(OneLine.of(e)));
      throw e;
    }
  }

  private void train(Evaluator evaluator) throws IOException {
    while (true) {
      if (!(next() instanceof TrialTask task)) {
        throw new IOException("After the setup only trials can come.");
      }
      channel.write(done(task, outcome(evaluator, task)));
    }
  }

  private Outcome outcome(Evaluator evaluator, TrialTask task) {
    try {
      return evaluator.evaluate(
          new Assignment(
              task.trialId(), task.proposal(), task.worker(), new Signal(task), this::tell));
    } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
      return new Outcome.Failed(Outcome.Reason.ERROR, OneLine.of(e));
    }
  }

  private static Message.Done done(TrialTask task, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed(var metrics) ->
          new Message.Done(task.trialId(), Optional.empty(), metrics);
      case Outcome.Failed(Outcome.Reason reason, String message) ->
          new Message.Done(
              task.trialId(), Optional.of(new Message.Failure(reason, message)), Map.of());
    };
  }

  private void tell(SearchEvent.EpochEnded ended) {
    send(
        new Message.Epoch(
            ended.trialId(),
            ended.epoch(),
            ended.epochs(),
            ended.loss(),
            ended.accuracy(),
            ended.seconds()));
  }

  /** Whoever cannot be told is gone. */
  private void send(Message message) {
    try {
      channel.write(message);
    } catch (IOException _) {
      abandoned.run();
    }
  }

  private Message next() {
    try {
      return received.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException("A worker's main thread is never interrupted.", e);
    }
  }

  private void receive() {
    try {
      for (Optional<Message> message = channel.read();
          message.isPresent();
          message = channel.read()) {
        if (message.get() instanceof Message.Stop asked) {
          stop = Optional.of(asked);
        } else {
          received.add(message.get());
        }
      }
    } catch (IOException _) {
      // The search is gone, or talks nonsense: the same for a worker.
    }
    abandoned.run();
  }

  /** Ends a trial when the search says so, and tells the search that it is alive. */
  private final class Signal implements StopSignal {
    private final int trial;
    private final long begun = System.nanoTime();
    private final OptionalDouble secondsLeft;
    private final AtomicLong lastSign = new AtomicLong(begun);

    Signal(TrialTask task) {
      trial = task.trialId();
      secondsLeft = task.secondsLeft();
    }

    @Override
    public Optional<Outcome.Reason> reason() {
      long now = System.nanoTime();
      long last = lastSign.get();
      if (now - last >= SIGN_NANOS && lastSign.compareAndSet(last, now)) {
        send(new Message.Alive());
      }
      Optional<Message.Stop> asked = stop;
      // Asked before every step, and nearly always empty.
      return asked.isPresent() && asked.get().trialId() == trial
          ? Optional.of(asked.get().reason())
          : Optional.empty();
    }

    @Override
    public Optional<Duration> timeLeft() {
      return secondsLeft.stream()
          .mapToObj(seconds -> {
            long nanos = Math.round(seconds * 1e9) - (System.nanoTime() - begun);
            return Duration.ofNanos(Math.max(0, nanos));
          })
          .findFirst();
    }
  }
}
