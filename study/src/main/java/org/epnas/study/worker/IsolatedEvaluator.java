package org.epnas.study.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.kernel.trial.Sharing;
import org.epnas.training.weights.FolderWeightStore;
import org.jspecify.annotations.Nullable;

/**
 * Trains each worker's candidates in a process of its own, which is started with its first trial
 * and again when it was lost. Trials that share weights all go to the first one, which keeps them.
 * Thread-safe.
 */
public final class IsolatedEvaluator implements Evaluator, AutoCloseable {
  private static final long POLL_MILLIS = 50;

  private final WorkerSetup setup;
  private final int workersPerDevice;
  private final Optional<Duration> silence;
  private final FolderWeightStore weights;
  private final List<Place> places;

  /**
   * @param setup of the first device's workers
   * @param devices at least 1
   * @param workersPerDevice at least 1
   * @param silence how long a process may give no sign of life
   * @param logs folder for what the processes print
   */
  public IsolatedEvaluator(
      WorkerSetup setup, int devices, int workersPerDevice, Optional<Duration> silence, Path logs) {
    this.setup = setup;
    this.workersPerDevice = workersPerDevice;
    this.silence = silence;
    this.weights = new FolderWeightStore(setup.weights());
    this.places =
        IntStream.range(0, devices * workersPerDevice)
            .mapToObj(worker -> new Place(worker, new WorkerFiles(logs, worker)))
            .toList();
  }

  @Override
  public Outcome evaluate(Assignment assignment) {
    boolean shares = !assignment.proposal().sharing().equals(Sharing.NONE);
    return places.get(shares ? 0 : assignment.worker()).evaluate(assignment);
  }

  /** Ends all processes. */
  @Override
  public void close() {
    List<Thread> closing = new ArrayList<>();
    for (Place place : places) {
      closing.add(Thread.ofVirtual().start(place::close));
    }
    for (Thread thread : closing) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Where one worker's process is, if there is one. */
  private final class Place {
    private final int worker;
    private final WorkerFiles files;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable WorkerProcess process;

    Place(int worker, WorkerFiles files) {
      this.worker = worker;
      this.files = files;
    }

    /** Several workers may wait for the one that keeps shared weights, and are told to stop. */
    Outcome evaluate(Assignment assignment) {
      Optional<Reason> stopped = await(assignment);
      if (stopped.isPresent()) {
        return new Outcome.Failed(
            stopped.get(),
            "Stopped while it waited for the process that keeps the shared weights.");
      }
      try {
        return evaluateAlone(assignment);
      } finally {
        turn.unlock();
      }
    }

    private Optional<Reason> await(Assignment assignment) {
      while (true) {
        Optional<Reason> stopped = assignment.stop().reason();
        if (stopped.isPresent()) {
          return stopped;
        }
        try {
          if (turn.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            return Optional.empty();
          }
        } catch (InterruptedException _) {
          return Optional.of(Reason.CANCELLED);
        }
      }
    }

    private Outcome evaluateAlone(Assignment assignment) {
      Outcome outcome;
      try {
        outcome = running().evaluate(assignment);
      } catch (IOException e) {
        outcome =
            new Outcome.Failed(
                Reason.LOST, "The worker's process could not be started: " + IoReason.of(e));
      }
      if (outcome instanceof Outcome.Failed(Reason reason, _) && reason == Reason.LOST) {
        close();
        // It may have kept them and died before it could say so.
        weights.drop(Set.of(assignment.trialId()));
      }
      return outcome;
    }

    private WorkerProcess running() throws IOException {
      WorkerProcess now = process;
      if (now == null || !now.usable()) {
        close();
        now = WorkerProcess.start(setup.withDevice(worker / workersPerDevice), files, silence);
        process = now;
      }
      return now;
    }

    void close() {
      turn.lock();
      try {
        if (process != null) {
          process.close();
          process = null;
        }
      } finally {
        turn.unlock();
      }
    }
  }
}
