package org.epnas.training.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Outcome.Reason;

/**
 * Which candidates train on a device at present, and how many may: any number until {@link
 * #limitTo}. Who asks to be alone goes before all others. Thread-safe.
 */
final class DeviceOccupancy {
  /** How often a waiting candidate asks whether it must end. */
  private static final long POLL_MILLIS = 50;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Permit> present = new ArrayList<>();
  private int limit = Integer.MAX_VALUE;
  private int waitingToBeAlone;

  /** A candidate's time on the device, until it is closed. */
  final class Permit implements AutoCloseable {
    private final boolean exclusive;
    private final StopSignal stop;
    private int most;

    private Permit(boolean exclusive, StopSignal stop) {
      this.exclusive = exclusive;
      this.stop = stop;
    }

    /** The most candidates that were on the device at one time so far, this one included. */
    int most() {
      lock.lock();
      try {
        return most;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        present.remove(this);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Waits for a place beside others.
   *
   * @throws TrainingFailedException if the signal says stop meanwhile
   */
  Permit enter(StopSignal stop) {
    lock.lock();
    try {
      await(
          () ->
              waitingToBeAlone == 0
                  && present.size() < limit
                  && present.stream().noneMatch(permit -> permit.exclusive),
          stop);
      return add(new Permit(false, stop));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until nobody else is on the device, and keeps others away until the stay ends.
   *
   * @throws TrainingFailedException if the signal says stop meanwhile
   */
  Permit enterAlone(StopSignal stop) {
    lock.lock();
    waitingToBeAlone++;
    try {
      await(present::isEmpty, stop);
      return add(new Permit(true, stop));
    } finally {
      waitingToBeAlone--;
      changed.signalAll();
      lock.unlock();
    }
  }

  /**
   * From now on lets no more than this many in at one time.
   *
   * @param candidates at least 1
   * @return whether more were let in before
   */
  boolean limitTo(int candidates) {
    lock.lock();
    try {
      boolean lower = candidates < limit;
      limit = Math.min(limit, candidates);
      return lower;
    } finally {
      lock.unlock();
    }
  }

  private Permit add(Permit permit) {
    present.add(permit);
    for (Permit each : present) {
      each.most = Math.max(each.most, present.size());
    }
    return permit;
  }

  /** A candidate that hangs never leaves, and nobody waits for it. */
  private boolean freeWithoutTheLost(BooleanSupplier free) {
    present.removeIf(permit -> permit.stop.givenUp());
    return free.getAsBoolean();
  }

  private void await(BooleanSupplier free, StopSignal stop) {
    while (!freeWithoutTheLost(free)) {
      Optional<Reason> reason = stop.reason();
      if (reason.isPresent()) {
        throw stopped(reason.get());
      }
      try {
        changed.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw stopped(Reason.CANCELLED);
      }
    }
  }

  private static TrainingFailedException stopped(Reason reason) {
    return new TrainingFailedException(
        reason, "Stopped while it waited for other candidates to free the device's memory.");
  }
}
