package org.epnas.study.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.epnas.kernel.file.OwnerOnly;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Outcome.Reason;
import org.jspecify.annotations.Nullable;

/** A worker's process as the search sees it. Used by one thread at a time. */
final class WorkerProcess implements AutoCloseable {
  private static final long POLL_MILLIS = 50;

  /**
   * For a training step, and what follows it, to come to its end; well below the patience with
   * which a program that was interrupted waits for the whole search.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration BEGINNING = Duration.ofMinutes(10);

  /** For a JVM to write the report of its crash. */
  private static final Duration CRASH = Duration.ofSeconds(10);

  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /** A shell says so of a process that a signal ended. */
  private static final int SIGNALLED = 128;

  private static final int MOST_SIGNALS = 64;
  private static final int KILLED = 9;

  private sealed interface Incoming {}

  private record Said(Message message) implements Incoming {}

  /**
   * @param problem with what was said last, if that was it
   */
  private record Ended(Optional<String> problem) implements Incoming {}

  private final Process process;
  private final MessageChannel channel;
  private final WorkerFiles files;
  private final Optional<Duration> silence;
  private final BlockingQueue<Incoming> incoming = new LinkedBlockingQueue<>();
  private boolean ready;
  private boolean destroyed;

  private WorkerProcess(Process process, WorkerFiles files, Optional<Duration> silence) {
    this.process = process;
    this.files = files;
    this.silence = silence;
    channel = new MessageChannel(process.getInputStream(), process.getOutputStream());
    Thread.ofVirtual().name("epnas-worker-messages").start(this::receive);
  }

  /**
   * Starts a process; its data and device it opens while the first trial waits.
   *
   * @param silence how long it may give no sign of life
   */
  static WorkerProcess start(WorkerSetup setup, WorkerFiles files, Optional<Duration> silence)
      throws IOException {
    OwnerOnly.createDirectories(files.folder());
    if (!Files.exists(files.log())) {
      OwnerOnly.createFile(files.log());
    }
    Process process =
        new ProcessBuilder(WorkerCommand.of(files.crashReport()))
            .redirectError(ProcessBuilder.Redirect.appendTo(files.log().toFile()))
            .start();
    WorkerProcess worker = new WorkerProcess(process, files, silence);
    try {
      worker.channel.write(setup);
    } catch (IOException e) {
      worker.close();
      throw e;
    }
    return worker;
  }

  /** Whatever happens, the end is heard of: somebody waits for it. */
  private void receive() {
    Optional<String> problem = Optional.of("it could not be read");
    try {
      for (Optional<Message> message = channel.read();
          message.isPresent();
          message = channel.read()) {
        incoming.add(new Said(message.get()));
      }
      problem = Optional.empty();
    } catch (IOException e) {
      problem = Optional.of(IoReason.of(e));
    } finally {
      incoming.add(new Ended(problem));
    }
  }

  /** Whether another trial may be sent to it. */
  boolean usable() {
    return !destroyed && process.isAlive();
  }

  private void destroy() {
    destroyed = true;
    process.destroyForcibly();
  }

  /**
   * Trains a trial. After {@link Reason#LOST} or {@link Reason#HUNG} the process is of no use any
   * more.
   */
  Outcome evaluate(Assignment assignment) {
    try {
      channel.write(TrialTask.of(assignment));
    } catch (IOException _) {
      return lost(Optional.empty());
    }
    Course course = new Course(assignment);
    while (true) {
      Incoming next = poll();
      switch (next) {
        case Said(Message.Done done) when done.trialId() == assignment.trialId() -> {
          return outcome(done);
        }
        case Said(Message.Refused(String message)) -> {
          return lost(Optional.of(message));
        }
        case Said(Message message) -> {
          course.lastSign = System.nanoTime();
          heard(message, assignment);
        }
        case Ended(Optional<String> problem) -> {
          return lost(problem);
        }
        case null -> {}
      }
      // Also while it talks: a trial with short epochs hears that it must stop.
      Optional<Outcome> broken = course.brokenOff();
      if (broken.isPresent()) {
        return broken.get();
      }
    }
  }

  /** Whether a trial goes on. */
  private final class Course {
    private final Assignment assignment;
    private long lastSign = System.nanoTime();
    private long stopped;

    Course(Assignment assignment) {
      this.assignment = assignment;
    }

    Optional<Outcome> brokenOff() {
      Optional<Reason> reason = assignment.stop().reason();
      if (reason.isPresent() && stopped == 0) {
        stopped = System.nanoTime();
        askToStop(assignment.trialId(), reason.get());
      } else if (reason.isPresent() && since(stopped).compareTo(PATIENCE) > 0) {
        destroy();
        return Optional.of(
            new Outcome.Failed(
                reason.get(),
                "It did not stop within (%s) seconds, so its process was ended."
                    .formatted(PATIENCE.toSeconds())));
      } else if (silentTooLong(lastSign)) {
        destroy();
        return Optional.of(hung());
      }
      return Optional.empty();
    }
  }

  private @Nullable Incoming poll() {
    try {
      return incoming.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      // The search's thread is the one to be interrupted; a worker's is told by the stop signal.
      return null;
    }
  }

  private void heard(Message message, Assignment assignment) {
    switch (message) {
      case Message.Ready _ -> ready = true;
      case Message.Epoch epoch when epoch.trialId() == assignment.trialId() ->
          assignment
              .epochs()
              .accept(
                  new SearchEvent.EpochEnded(
                      epoch.trialId(),
                      epoch.epoch(),
                      epoch.epochs(),
                      epoch.loss(),
                      epoch.accuracy(),
                      epoch.seconds()));
      default -> {}
    }
  }

  private void askToStop(int trial, Reason reason) {
    try {
      channel.write(new Message.Stop(trial, reason));
    } catch (IOException _) {
      // It is gone, and the end of its stream says so.
    }
  }

  private static Outcome outcome(Message.Done done) {
    return done.failure()
        .<Outcome>map(failure -> new Outcome.Failed(failure.reason(), failure.message()))
        .orElseGet(() -> new Outcome.Completed(new TreeMap<>(done.metrics())));
  }

  private boolean silentTooLong(long lastSign) {
    return silenceNow().filter(limit -> since(lastSign).compareTo(limit) > 0).isPresent();
  }

  /** While a process begins it reads its images and opens its device, and says nothing. */
  private Optional<Duration> silenceNow() {
    return silence.map(limit -> ready || limit.compareTo(BEGINNING) > 0 ? limit : BEGINNING);
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private Outcome hung() {
    return new Outcome.Failed(
        Reason.HUNG,
        "It gave no sign of life for (%s) seconds, so its process was ended. Maybe allow more time (--hang-limit); its log is (%s)."
            .formatted(silenceNow().orElseThrow().toSeconds(), files.log()));
  }

  private Outcome lost(Optional<String> problem) {
    // A JVM that crashes says so in the place of a message, before it ends.
    String end = exit();
    if (problem.isPresent() && process.isAlive()) {
      end = "did not speak as agreed: " + problem.get();
    }
    destroy();
    return new Outcome.Failed(
        Reason.LOST,
        "The worker's process %s Its log is (%s)."
            .formatted(ready ? end : "could not begin and " + end, files.log()));
  }

  /** A sentence about how it ended. */
  private String exit() {
    try {
      if (!process.waitFor(CRASH.toMillis(), TimeUnit.MILLISECONDS)) {
        return "says nothing any more.";
      }
    } catch (InterruptedException _) {
      return "ended.";
    }
    int status = process.exitValue();
    int signal = status - SIGNALLED;
    if (signal == KILLED) {
      return "was killed (signal 9), perhaps because the system had no memory left.";
    }
    return signal > 0 && signal <= MOST_SIGNALS
        ? "was ended by signal (%s).".formatted(signal)
        : "ended with status (%s).".formatted(status);
  }

  /** Says farewell, and does not wait for long. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException _) {
      process.destroyForcibly();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
