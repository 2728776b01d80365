package org.epnas.kernel.loop;

import org.epnas.kernel.loop.TrialState.Admitted;
import org.epnas.kernel.loop.TrialState.Finished;
import org.epnas.kernel.loop.TrialState.Running;
import org.epnas.kernel.search.SearchEvent;

/**
 * The workers that evaluate trials in parallel: threads, or simulated ones. Confined to the
 * search's thread, except for the work itself.
 */
interface WorkerPool extends AutoCloseable {
  /** What a worker does with a trial; must not throw. */
  @FunctionalInterface
  interface Work {
    Finished evaluate(Running trial, Signs signs);
  }

  /** What a worker hears of an evaluation while it runs; called from the worker's thread. */
  interface Signs {
    /** An epoch has ended. */
    void epoch(SearchEvent.EpochEnded ended);

    /** It still does something. */
    void alive();

    /** Whether nobody waits for it any more. */
    boolean givenUp();

    /** Nobody listens. */
    Signs IGNORED =
        new Signs() {
          @Override
          public void epoch(SearchEvent.EpochEnded ended) {}

          @Override
          public void alive() {}

          @Override
          public boolean givenUp() {
            return false;
          }
        };
  }

  int free();

  int running();

  /** Starts a trial on the free worker of the lowest number, which must exist. */
  Running start(Admitted trial);

  /** Waits until a running trial, of which there must be one, is finished; frees its worker. */
  Finished take() throws InterruptedException;

  /** Waits for whatever still runs, what was given up excepted. */
  @Override
  void close();
}
