package org.epnas.nativecpu.openmp;

import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.function.Supplier;
import org.epnas.nativecpu.affinity.CoreSet;

/**
 * Compute threads of one executable: oneDNN's primitives and own loops share them. Without a
 * reachable OpenMP runtime, own loops run on the calling thread, with the same results.
 */
public final class Team implements AutoCloseable {
  private final Optional<OpenMp> openMp;
  private final int threads;
  private final Optional<Pins> pins;

  /** A team whose threads run where the system puts them. */
  public Team(Optional<OpenMp> openMp, int threads) {
    this(openMp, threads, Optional.empty());
  }

  /**
   * A team whose threads run on processors of their own while they work, where OpenMP can be
   * reached.
   *
   * @param cores with a processor for each thread
   */
  @SuppressWarnings("this-escape") // the pins need the finished team's loops alone
  public Team(Optional<OpenMp> openMp, int threads, Optional<CoreSet> cores) {
    this.openMp = openMp;
    this.threads = threads;
    this.pins = cores.filter(_ -> openMp.isPresent()).map(own -> new Pins(own, this));
  }

  /** Threads, at least 1; also the number of parts into which own loops are cut. */
  public int threads() {
    return threads;
  }

  /** To be called on entry, on the thread that is going to run or create primitives. */
  public void enter() {
    openMp.ifPresent(runtime -> runtime.setThreads(threads));
    pins.ifPresent(Pins::pin);
  }

  /** To be called by the same thread when it has run or created them. */
  public void leave() {
    pins.ifPresent(Pins::unpinCaller);
  }

  /**
   * Makes something as if the team had one thread, for example a primitive that each thread is
   * going to run by itself. To be called between {@link #enter} and {@link #leave}.
   */
  public <T> T alone(Supplier<T> making) {
    openMp.ifPresent(runtime -> runtime.setThreads(1));
    try {
      return making.get();
    } finally {
      openMp.ifPresent(runtime -> runtime.setThreads(threads));
    }
  }

  /** Lets the threads run anywhere again. */
  @Override
  public void close() {
    pins.ifPresent(Pins::close);
  }

  /**
   * Prepares a loop that is cut into {@link #threads} parts.
   *
   * @param arena scope of the native entry point
   */
  public ParallelLoop loop(Arena arena, ParallelLoop.Body body) {
    if (openMp.isPresent() && threads > 1) {
      return new OpenMpLoop(openMp.get(), threads, body, arena);
    }
    return new SerialLoop(threads, body);
  }
}
